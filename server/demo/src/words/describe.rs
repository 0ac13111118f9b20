//! What hotels say of themselves: sentences by place and by character, put together
//! so that no two hotels say the same.

use crate::{places::Kind, random::Random};

/// How a house is run, from simple to grand: 0 to 3.
pub(crate) type Grade = usize;

/// The description of the `n`th hotel of a kind of place. `lines` are of the place.
pub(crate) fn hotel(
    name: &str,
    kind: Kind,
    grade: Grade,
    lines: &[&str],
    n: usize,
    random: &mut Random,
) -> String {
    let take = |list: &[&'static str], step: usize| list[(n * step + n / list.len()) % list.len()];
    let opening = take(OPENINGS[grade], 1).replace("{}", name);
    let house = take(houses(kind), 3);
    let comfort = take(COMFORTS[grade], 1);
    let morning = take(MORNINGS, 5);
    let closing = take(CLOSINGS, 7);
    let first = random.index(lines.len());
    let second = (first + 1 + random.index(lines.len() - 1)) % lines.len();
    format!(
        "{opening} {}\n\n{house} {comfort}\n\n{morning} {} {closing}",
        lines[first], lines[second]
    )
}

const OPENINGS: [&[&str]; 4] = [
    &[
        "{} nasceu da vontade de receber quem viaja leve.",
        "{} tem cozinha de todos, e a conversa começa no corredor.",
        "{}: pouca formalidade, camas boas e preço justo.",
        "Mochila, prancha ou bicicleta: {} tem lugar para tudo.",
        "Quem chega só a {} dificilmente janta só.",
    ],
    &[
        "A família que abriu a {} mora na casa ao lado e ainda cuida do jardim.",
        "{} tem poucos quartos e muito tempo para cada hóspede.",
        "Há vinte anos a {} recebe os mesmos amigos, e os amigos deles.",
        "Entra-se na {} por um portão baixo e logo se ouve a água da fonte.",
        "{} é daquelas casas em que o cachorro vem abrir a porta.",
        "Quem procura sossego encontra na {} uma rede com seu nome.",
        "Na {} ninguém pergunta a hora do jantar: pergunta-se a fome.",
    ],
    &[
        "Restaurada em dois anos de paciência, {} guarda cada porta e cada ferragem que pôde salvar.",
        "{} junta a calma de uma casa antiga ao conforto que se espera de uma nova.",
        "Poucos quartos, um jardim e nenhuma pressa: assim é {}.",
        "O arquiteto de {} deixou a paisagem decidir onde ficariam as janelas.",
        "Em {} cada quarto tem um nome, uma história e um cheiro de madeira.",
        "Poucos lugares acertam tanto na medida quanto {}.",
    ],
    &[
        "O {} é um endereço conhecido de quem volta sempre.",
        "Com equipe atenta e salões amplos, {} recebe bem negócios e férias.",
        "{} cuida do que não se vê: a água quente na hora, o silêncio à noite, a toalha seca.",
        "Entre o saguão de pé-direito duplo e o terraço, {} tem espaço para todos os humores.",
        "Desde a inauguração, {} é o ponto de encontro da cidade.",
    ],
];

fn houses(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Beach => &[
            "A casa fica a poucos passos da areia, à sombra de coqueiros mais velhos que a rua.",
            "O jardim termina onde a praia começa, e o chuveiro de fora poupa a areia dos quartos.",
            "Cadeiras, guarda-sóis e pranchas ficam na entrada, à disposição.",
            "A brisa atravessa os corredores o dia inteiro; o ar-condicionado é quase um luxo.",
            "Da piscina se vê o mar por cima do muro de pedra.",
        ],
        Kind::Colonial => &[
            "O sobrado tem paredes de um metro, que guardam o fresco no verão e o silêncio sempre.",
            "As portas coloridas dão para um pátio de pedra com jabuticabeira.",
            "Os azulejos da escada vieram de navio; as tábuas do assoalho, da serra.",
            "Os cômodos seguem o desenho antigo: janelas altas, treliças e sombra.",
            "No quintal, um pé de pitanga e mesas de ferro esperam a tarde.",
        ],
        Kind::Mountain => &[
            "A construção de madeira e pedra olha para o vale, e cada quarto tem calefação.",
            "A lenha já está cortada, o vinho já está aberto e a manta já está no sofá.",
            "O gramado desce até um riacho, e as araucárias marcam o limite do terreno.",
            "A sala da lareira fica aberta até tarde, com jogos, livros e chá de maçã.",
            "Pela manhã a neblina encosta no vidro e vai embora sem pressa.",
        ],
        Kind::City => &[
            "Os quartos dão para dentro da quadra: a cidade fica do lado de fora.",
            "Há mesas de trabalho de verdade, internet por cabo e café a qualquer hora.",
            "O terraço, no último andar, abre às seis e tem a melhor vista do bairro.",
            "O prédio é de linhas modernistas, com cobogós que filtram o sol da tarde.",
            "A recepção não fecha, o elevador é rápido e a padaria fica embaixo.",
        ],
        Kind::River => &[
            "A casa, de madeira certificada, fica sobre palafitas, com a mata na janela.",
            "O deque avança sobre a água; dali se pesca, se lê e se vê chover.",
            "As telas deixam entrar o vento e os sons da noite, e nada mais.",
            "O jardim é quase floresta: macacos de manhã, vaga-lumes à noite.",
            "Caiaques e boias ficam no ancoradouro, sem taxa.",
        ],
        Kind::Dunes => &[
            "As paredes de taipa e o telhado de palha mantêm os quartos frescos sem esforço.",
            "No pátio de areia há redes, sombra de cajueiro e uma ducha morna.",
            "O buggy sai da porta, e a volta é sempre com o sol se pondo.",
            "Do mirante da caixa-d'água vê-se onde a areia encontra o mar.",
        ],
        Kind::Canyon => &[
            "Construída com a pedra do próprio terreno, a casa quase some na paisagem.",
            "O guia da casa conhece trilhas que não estão em mapa nenhum.",
            "Depois da trilha há ofurô, massagem e um caldo quente esperando.",
            "As varandas olham para o paredão, que fica vermelho às seis.",
            "O pomar fornece a mesa, e o poço do riacho, o banho.",
        ],
        Kind::Island => &[
            "Os bangalôs ficam espalhados pela encosta, longe uns dos outros e perto do mar.",
            "A água da chuva é guardada, a do chuveiro é solar e a do mar está logo ali.",
            "O barco da casa sai às nove para mergulho, com máscara para todos.",
            "As trilhas começam no portão e descem até a enseada.",
        ],
    }
}

const COMFORTS: [&[&str]; 4] = [
    &[
        "Os lençóis são trocados a cada dois dias, e a cozinha comunitária tem panela para todo mundo.",
        "Armários com chave, tomadas em cada cama e banho quente sem fila.",
        "A sala comum tem rede, vitrola e um quadro com as caronas do dia.",
        "Quartos simples e limpos, alguns com ar-condicionado, todos com ventilador silencioso.",
    ],
    &[
        "Os quartos têm cama boa, chuveiro forte e varanda ou quintal.",
        "Roupa de cama de algodão, sabonete da terra e água fresca na moringa.",
        "Cada quarto é diferente; diga na reserva o que prefere e escolhemos juntos.",
        "Poucos degraus, muita sombra e estacionamento na própria casa.",
        "Crianças têm brinquedos e horários próprios; animais pequenos são bem-vindos.",
        "Limpeza diária, toalhas de praia e empréstimo de bicicletas.",
    ],
    &[
        "Enxoval de linho, colchões de mola ensacada e amenidades feitas na região.",
        "Todos os quartos têm climatização silenciosa, minibar e uma seleção de livros.",
        "A pequena piscina é aquecida, e o spa atende com hora marcada.",
        "O restaurante abre também para a cidade; convém reservar a mesa junto com o quarto.",
        "O serviço de quarto vai até a meia-noite, e a adega fica aberta na palavra.",
    ],
    &[
        "Academia, sauna e piscina funcionam das seis às vinte e duas.",
        "Salas de reunião, lavanderia expressa e manobrista vinte e quatro horas.",
        "O restaurante serve cozinha brasileira de estação, e o bar não tem pressa de fechar.",
        "Os apartamentos superiores têm isolamento acústico e cortina de blecaute.",
    ],
];

const MORNINGS: &[&str] = &[
    "O café da manhã tem pão de fermentação lenta, frutas da feira e ovos na hora.",
    "De manhã a mesa é farta: bolo de milho, queijo da roça, suco e café passado no coador.",
    "O café é servido até as dez e meia, porque férias não combinam com despertador.",
    "Tapioca, cuscuz e manteiga de garrafa abrem o dia.",
    "A geleia é de fruta do quintal e o iogurte é feito em casa.",
    "Quem sai cedo leva o café numa cesta.",
    "Pão de queijo sai do forno a cada quinze minutos, e ninguém conta quantos.",
    "Há opções sem glúten e sem leite; basta avisar na véspera.",
    "O café da manhã é na varanda, com vista, e se estende pela prosa.",
];

const CLOSINGS: &[&str] = &[
    "Boa viagem, e até já.",
    "A chave fica na porta; a casa é sua.",
    "Ficamos felizes em ajudar com passeios, traslados e mesas nos bons restaurantes.",
    "Se precisar chegar tarde, avise: esperamos acordados.",
    "A recepção fala português, espanhol e inglês, e entende mímica.",
    "Volte com mais tempo, dizem todos na saída.",
    "Reservas diretas ganham um mapa desenhado à mão.",
    "Há desconto para quem fica a semana inteira; pergunte.",
    "Traga um livro e não prometa terminá-lo.",
    "Silêncio a partir das vinte e duas, estrelas a partir das dezenove.",
    "O resto é descansar.",
];
