//! Spanish.

use chrono::{Datelike, NaiveDate};

use super::{AccountWords, Buttons, GuestWords, HotelWords, Labels, Opening, Words, count, month};

const MONTHS: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

fn date(date: NaiveDate) -> String {
    format!("{} de {} de {}", date.day(), month(&MONTHS, date), date.year())
}

fn period(from: NaiveDate, to: NaiveDate) -> String {
    let last = date(to);
    if from.year() != to.year() {
        format!("del {} al {last}", date(from))
    } else if from.month() != to.month() {
        format!("del {} de {} al {last}", from.day(), month(&MONTHS, from))
    } else {
        format!("del {} al {last}", from.day())
    }
}

const VERIFY_WHY: &str = "Confirma tu correo electrónico para recibir los mensajes sobre tus reservas. \
                     El enlace funciona una sola vez, durante 24 horas.";

/// One o'clock is one hour, the others are several.
fn hours(time: &str) -> &'static str {
    if time.starts_with("1:") { "la" } else { "las" }
}

pub(super) const WORDS: Words = Words {
    locale: "es",
    date,
    period,
    time: |time| time.format("%-H:%M").to_string(),
    money: |money| format!("{}\u{a0}{}", money.currency.symbol(), money.grouped('.', ',')),
    nights: |n| count(n, "noche", "noches"),
    adults: |n| count(n, "adulto", "adultos"),
    children: |n| count(n, "niño", "niños"),
    moment: |date, time| format!("{date} a {} {time}", hours(time)),
    hello: |name| format!("¡Hola, {name}!"),
    footer: "Pousada envió este mensaje automáticamente. Las respuestas no se leen.",
    guest: GuestWords {
        hold_expiring: Opening {
            subject: |n| format!("Confirma antes del {}: {} ({})", n.until, n.hotel, n.code),
            heading: "Tu habitación sigue guardada",
            intro: |n| {
                format!(
                    "Guardamos tu habitación en {} hasta el {}. Confirma la reserva antes; \
                     después, la habitación vuelve a la venta.",
                    n.hotel, n.until
                )
            },
        },
        confirmed: Opening {
            subject: |n| format!("Reserva confirmada: {}, {} ({})", n.hotel, n.period, n.code),
            heading: "Tu reserva está confirmada",
            intro: |n| format!("{} te espera.", n.hotel),
        },
        changed: Opening {
            subject: |n| format!("Reserva modificada: {}, {} ({})", n.hotel, n.period, n.code),
            heading: "Tu reserva ha cambiado",
            intro: |n| format!("Tu reserva en {} ha cambiado. Así queda ahora.", n.hotel),
        },
        cancelled: Opening {
            subject: |n| format!("Reserva cancelada: {}, {} ({})", n.hotel, n.period, n.code),
            heading: "Tu reserva está cancelada",
            intro: |n| format!("Como pediste, tu reserva en {} está cancelada.", n.hotel),
        },
        cancelled_by_hotel: |n| format!("{} ha cancelado tu reserva. Lo sentimos mucho.", n.hotel),
        cancelled_by_system: |n| format!("Tu reserva en {} está cancelada.", n.hotel),
        part_cancelled: Opening {
            subject: |n| {
                format!("Reserva cancelada en parte: {}, {} ({})", n.hotel, n.period, n.code)
            },
            heading: "Parte de tu reserva está cancelada",
            intro: |n| format!("El resto de tu reserva en {} sigue en pie.", n.hotel),
        },
        reminder: Opening {
            subject: |n| format!("Hasta pronto en {}: {} ({})", n.hotel, n.check_in, n.code),
            heading: "Hasta pronto",
            intro: |n| {
                format!(
                    "Tu estancia en {} empieza el {}. La entrada es {}.",
                    n.hotel, n.check_in, n.from
                )
            },
        },
        checked_in: Opening {
            subject: |n| format!("¡Te damos la bienvenida! {} ({})", n.hotel, n.code),
            heading: "Feliz estancia",
            intro: |n| {
                format!(
                    "Tu entrada en {} está registrada. La salida es el {}, {}.",
                    n.hotel, n.check_out, n.out_until
                )
            },
        },
        completed: Opening {
            subject: |n| format!("Gracias por tu estancia en {} ({})", n.hotel, n.code),
            heading: "Gracias por tu estancia",
            intro: |n| format!("Tu estancia en {} ha terminado. Este es tu recibo.", n.hotel),
        },
        no_show: Opening {
            subject: |n| format!("Te echamos de menos en {} ({})", n.hotel, n.code),
            heading: "Te echamos de menos",
            intro: |n| {
                format!(
                    "Te esperaban en {} el {} y no llegaste, así que tu reserva ha terminado.",
                    n.hotel, n.check_in
                )
            },
        },
        show_code: "Muestra este código en la recepción",
        calendar_attached: "El archivo adjunto añade la estancia a tu calendario.",
        free_until: |moment| format!("Puedes cancelar sin cargo hasta el {moment}."),
        review: "¿Qué tal fue? Tu opinión ayuda a otros huéspedes y al hotel.",
        calendar_summary: |n| format!("Estancia en {}", n.hotel),
    },
    hotel: HotelWords {
        new: Opening {
            subject: |n| {
                format!("Nueva reserva: {}, {}, {} ({})", n.guest, n.hotel, n.period, n.code)
            },
            heading: "Nueva reserva",
            intro: |n| format!("{} ha reservado en {}.", n.guest, n.hotel),
        },
        changed: Opening {
            subject: |n| {
                format!("Reserva modificada: {}, {}, {} ({})", n.guest, n.hotel, n.period, n.code)
            },
            heading: "Una reserva ha cambiado",
            intro: |n| format!("La reserva de {} en {} ha cambiado.", n.guest, n.hotel),
        },
        cancelled: Opening {
            subject: |n| {
                format!("Reserva cancelada: {}, {}, {} ({})", n.guest, n.hotel, n.period, n.code)
            },
            heading: "Una reserva está cancelada",
            intro: |n| format!("{} canceló la reserva en {}.", n.guest, n.hotel),
        },
        cancelled_by_hotel: |n| format!("{} canceló la reserva de {}.", n.hotel, n.guest),
        cancelled_by_system: |n| {
            format!("La reserva de {} en {} está cancelada.", n.guest, n.hotel)
        },
        part_cancelled: Opening {
            subject: |n| {
                format!(
                    "Reserva cancelada en parte: {}, {}, {} ({})",
                    n.guest, n.hotel, n.period, n.code
                )
            },
            heading: "Parte de una reserva está cancelada",
            intro: |n| {
                format!("El resto de la reserva de {} en {} sigue en pie.", n.guest, n.hotel)
            },
        },
        reviewed: Opening {
            subject: |n| format!("Nueva opinión sobre {}", n.hotel),
            heading: "Nueva opinión",
            intro: |n| {
                format!(
                    "{} ha opinado sobre su estancia en {}. Tu respuesta se muestra justo debajo.",
                    n.guest, n.hotel
                )
            },
        },
        score: |score| format!("{score} de 10"),
    },
    account: AccountWords {
        welcome: Opening {
            subject: |_| "Te damos la bienvenida a Pousada".to_owned(),
            heading: "Te damos la bienvenida a Pousada",
            intro: |_| "Tu cuenta está lista.".to_owned(),
        },
        welcome_guest: "Elige un lugar y las fechas, y reserva una habitación que te guste.",
        welcome_hotelier: "Añade tu primer hotel, sus tipos de habitación y sus habitaciones, y \
                           los huéspedes podrán encontrarlo.",
        verify: Opening {
            subject: |_| "Confirma tu correo electrónico".to_owned(),
            heading: "Confirma tu correo electrónico",
            intro: |_| VERIFY_WHY.to_owned(),
        },
        verify_why: VERIFY_WHY,
        reset: Opening {
            subject: |_| "Elige una contraseña nueva".to_owned(),
            heading: "Elige una contraseña nueva",
            intro: |_| {
                "Alguien, probablemente tú, pidió una contraseña nueva para tu cuenta. El enlace \
                 funciona una sola vez, durante 30 minutos."
                    .to_owned()
            },
        },
        reset_ignore: "Si no fuiste tú, no hay que hacer nada: tu contraseña sigue siendo la misma.",
        address: Opening {
            subject: |_| "Tu correo electrónico va a cambiar".to_owned(),
            heading: "Tu correo electrónico va a cambiar",
            intro: |_| {
                "Alguien, seguramente tú, pidió otro correo electrónico para tu cuenta. Reemplazará a este en cuanto se confirme."
                    .to_owned()
            },
        },
        address_ignore: "Si no fuiste tú, alguien conoce tu contraseña: elige una nueva ahora.",
    },
    labels: Labels {
        code: "Código",
        hotel: "Hotel",
        address: "Dirección",
        guest: "Huésped",
        guests: "Huéspedes",
        email: "Correo",
        phone: "Teléfono",
        arrival: "Llegada",
        departure: "Salida",
        from: |time| format!("a partir de {} {time}", hours(time)),
        until: |time| format!("hasta {} {time}", hours(time)),
        room: |number| format!("Habitación\u{a0}{number}"),
        rooms: |n| if n == 1 { "Habitación" } else { "Habitaciones" },
        cancelled_rooms: |n| {
            if n == 1 { "Habitación cancelada" } else { "Habitaciones canceladas" }
        },
        adults: "Adultos",
        children: "Niños",
        taxes: "Impuestos y tasas",
        total: "Total",
        fee: "Cargo",
        no_fee: "ninguno",
        note: "Nota para el hotel",
        none: "ninguna",
        whats_new: "Qué ha cambiado",
    },
    buttons: Buttons {
        booking: "Ver la reserva",
        confirm: "Confirmar la reserva",
        review: "Escribir una opinión",
        read_review: "Ver la opinión",
        find_room: "Buscar una habitación",
        add_hotel: "Añadir un hotel",
        verify: "Confirmar el correo",
        reset: "Elegir la contraseña",
    },
};
