//! Signing in in two steps, favourites, and one's own account.

use super::Text;

#[rustfmt::skip]
pub(super) const TEXTS: &[Text] = &[
    // Favourites.
    ["Favourites", "Favoritos", "Favoritos"],
    ["Hotels you keep", "Hotéis que você guardou", "Hoteles que guardaste"],
    ["Keep {name} among your favourites", "Guardar {name} nos favoritos", "Guardar {name} en favoritos"],
    ["No favourites yet", "Ainda sem favoritos", "Aún sin favoritos"],
    ["Press the heart of a hotel, and you find it here again.", "Toque no coração de um hotel e ele aparece aqui.", "Pulsa el corazón de un hotel y lo encontrarás aquí."],
    // Signing in with a code.
    ["Two-step sign-in", "Login em duas etapas", "Inicio de sesión en dos pasos"],
    ["Enter your code", "Digite seu código", "Escribe tu código"],
    ["Open your authenticator app and type the code that it shows. Without it, use one of your recovery codes.", "Abra seu aplicativo autenticador e digite o código que ele mostra. Sem ele, use um dos seus códigos de recuperação.", "Abre tu aplicación de autenticación y escribe el código que muestra. Sin ella, usa uno de tus códigos de recuperación."],
    ["This took too long, or there were too many wrong codes. Please sign in again.", "Demorou demais ou houve códigos errados demais. Entre de novo.", "Tardó demasiado o hubo demasiados códigos equivocados. Inicia sesión de nuevo."],
    // The second factor.
    ["On", "Ativado", "Activado"],
    ["Off", "Desativado", "Desactivado"],
    ["Besides your password, signing in asks for a code that an app on your phone shows. Who learns your password cannot use it alone.", "Além da senha, pedimos um código que um aplicativo no seu celular mostra. Quem descobrir sua senha não consegue entrar só com ela.", "Además de la contraseña, pedimos un código que muestra una aplicación en tu teléfono. Quien averigüe tu contraseña no podrá entrar solo con ella."],
    ["Set up two-step sign-in", "Configurar o login em duas etapas", "Configurar el inicio de sesión en dos pasos"],
    ["Your recovery codes", "Seus códigos de recuperação", "Tus códigos de recuperación"],
    ["Each of them signs you in once, in place of the app. Write them down now: they are shown this once.", "Cada um deles permite entrar uma vez no lugar do aplicativo. Anote-os agora: eles só aparecem esta vez.", "Cada uno te permite entrar una vez en lugar de la aplicación. Anótalos ahora: solo se muestran esta vez."],
    ["New recovery codes", "Novos códigos de recuperação", "Nuevos códigos de recuperación"],
    ["The codes that you have now stop working.", "Os códigos que você tem hoje deixam de funcionar.", "Los códigos que tienes ahora dejan de funcionar."],
    ["Make new codes", "Gerar novos códigos", "Generar códigos nuevos"],
    ["Switch two-step sign-in off", "Desativar o login em duas etapas", "Desactivar el inicio de sesión en dos pasos"],
    ["Signing in asks for your password alone then.", "Depois disso, só pedimos a sua senha para entrar.", "Después, solo pediremos tu contraseña para entrar."],
    ["Switch it off", "Desativar", "Desactivar"],
    ["Switch it on", "Ativar", "Activar"],
    ["Code of the app", "Código do aplicativo", "Código de la aplicación"],
    ["Code of the app, or a recovery code", "Código do aplicativo ou de recuperação", "Código de la aplicación o de recuperación"],
    ["Six digits.", "Seis dígitos.", "Seis dígitos."],
    ["Nothing is being set up, or it was begun too long ago.", "Não há nada sendo configurado, ou faz tempo demais que começou.", "No se está configurando nada, o se empezó hace demasiado tiempo."],
    ["Back to password and sessions", "Voltar para senha e sessões", "Volver a contraseña y sesiones"],
    ["Scan this with your authenticator app", "Leia isto com seu aplicativo autenticador", "Escanea esto con tu aplicación de autenticación"],
    ["Any app for one-time codes will do.", "Qualquer aplicativo de códigos de uso único serve.", "Sirve cualquier aplicación de códigos de un solo uso."],
    ["QR code for your authenticator app", "Código QR para o seu aplicativo autenticador", "Código QR para tu aplicación de autenticación"],
    ["On this device?", "Neste aparelho?", "¿En este dispositivo?"],
    ["Open it in the app", "Abrir no aplicativo", "Abrir en la aplicación"],
    ["Or type this secret into the app:", "Ou digite este segredo no aplicativo:", "O escribe este secreto en la aplicación:"],
    ["Enter the code that the app shows", "Digite o código que o aplicativo mostra", "Escribe el código que muestra la aplicación"],
    ["Two-step sign-in is on.", "O login em duas etapas está ativado.", "El inicio de sesión en dos pasos está activado."],
    ["Two-step sign-in is off.", "O login em duas etapas está desativado.", "El inicio de sesión en dos pasos está desactivado."],
    ["Your new recovery codes are there. The old ones do not work any more.", "Seus novos códigos de recuperação estão prontos. Os antigos não funcionam mais.", "Tus nuevos códigos de recuperación están listos. Los anteriores ya no funcionan."],
    // The password.
    ["Once it is changed, you are signed out everywhere but here.", "Depois de mudada, você sai de todos os aparelhos, menos deste.", "Una vez cambiada, se cerrará tu sesión en todas partes menos aquí."],
    ["Present password", "Senha atual", "Contraseña actual"],
    ["Your password is changed. You are signed out everywhere else.", "Sua senha foi mudada. Você saiu de todos os outros aparelhos.", "Tu contraseña ha cambiado. Se cerró tu sesión en los demás dispositivos."],
    // The address.
    ["E-mail address", "E-mail", "Correo electrónico"],
    ["You sign in with it, and our letters go there.", "Você entra com ele, e nossas mensagens vão para lá.", "Inicias sesión con él y nuestros mensajes llegan ahí."],
    ["New e-mail", "Novo e-mail", "Nuevo correo"],
    ["Change the address", "Mudar o e-mail", "Cambiar el correo"],
    ["Keep the present address", "Manter o e-mail atual", "Mantener el correo actual"],
    ["{email} takes its place once you open the link in the letter that we sent there.", "{email} toma o lugar dele quando você abrir o link da mensagem que enviamos para lá.", "{email} ocupará su lugar cuando abras el enlace del mensaje que enviamos allí."],
    ["We have written to {email}. Open the link in that letter.", "Escrevemos para {email}. Abra o link dessa mensagem.", "Hemos escrito a {email}. Abre el enlace de ese mensaje."],
    ["Your e-mail address stays as it is.", "Seu e-mail continua o mesmo.", "Tu correo sigue siendo el mismo."],
    // Letters.
    ["Letters", "Mensagens", "Mensajes"],
    ["What happens to a booking or to your account we always tell you. Beside that, you choose.", "Sempre avisamos o que acontece com uma reserva ou com sua conta. Fora isso, você escolhe.", "Siempre te avisamos de lo que pasa con una reserva o con tu cuenta. Aparte de eso, tú eliges."],
    ["A reminder on the day before arrival", "Um lembrete na véspera da chegada", "Un recordatorio el día antes de la llegada"],
    ["An invitation to review after a stay", "Um convite para avaliar depois da estadia", "Una invitación a opinar después de la estancia"],
    ["Offers", "Ofertas", "Ofertas"],
    ["Confirm my choice", "Confirmar minha escolha", "Confirmar mi elección"],
    ["We write to you as you wish.", "Escreveremos como você preferir.", "Te escribiremos como prefieras."],
];
