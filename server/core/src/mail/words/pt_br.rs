//! Portuguese as written in Brazil.

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};

use super::{AccountWords, Buttons, GuestWords, HotelWords, Labels, Opening, Words, count, month};

const MONTHS: [&str; 12] = [
    "janeiro",
    "fevereiro",
    "março",
    "abril",
    "maio",
    "junho",
    "julho",
    "agosto",
    "setembro",
    "outubro",
    "novembro",
    "dezembro",
];

/// The first day of a month has an ordinal: `1º de maio`.
fn day(date: NaiveDate) -> String {
    if date.day() == 1 { "1º".to_owned() } else { date.day().to_string() }
}

fn date(date: NaiveDate) -> String {
    format!("{} de {} de {}", day(date), month(&MONTHS, date), date.year())
}

fn period(from: NaiveDate, to: NaiveDate) -> String {
    let last = date(to);
    if from.year() != to.year() {
        format!("{} a {last}", date(from))
    } else if from.month() != to.month() {
        format!("{} de {} a {last}", day(from), month(&MONTHS, from))
    } else {
        format!("{} a {last}", day(from))
    }
}

/// One o'clock is one hour, the others are several.
fn hours<'a>(time: &str, one: &'a str, many: &'a str) -> &'a str {
    if time.starts_with("1h") { one } else { many }
}

fn time(time: NaiveTime) -> String {
    if time.minute() == 0 {
        format!("{}h", time.hour())
    } else {
        format!("{}h{:02}", time.hour(), time.minute())
    }
}

const VERIFY_WHY: &str = "Confirme seu e-mail para receber as mensagens sobre suas reservas. O link \
                     funciona uma só vez, dentro de 24 horas.";

pub(super) const WORDS: Words = Words {
    locale: "pt-BR",
    date,
    period,
    time,
    money: |money| format!("{}\u{a0}{}", money.currency.symbol(), money.grouped('.', ',')),
    nights: |n| count(n, "noite", "noites"),
    adults: |n| count(n, "adulto", "adultos"),
    children: |n| count(n, "criança", "crianças"),
    moment: |date, time| format!("{date}, {} {time}", hours(time, "à", "às")),
    hello: |name| format!("Olá, {name}!"),
    footer: "A Pousada enviou esta mensagem automaticamente. Respostas a ela não são lidas.",
    guest: GuestWords {
        hold_expiring: Opening {
            subject: |n| format!("Confirme até {}: {} ({})", n.until, n.hotel, n.code),
            heading: "Seu quarto ainda está reservado para você",
            intro: |n| {
                format!(
                    "Guardamos seu quarto em {} até {}. Confirme a reserva antes disso; depois, o \
                     quarto volta à venda.",
                    n.hotel, n.until
                )
            },
        },
        confirmed: Opening {
            subject: |n| format!("Reserva confirmada: {}, {} ({})", n.hotel, n.period, n.code),
            heading: "Sua reserva está confirmada",
            intro: |n| format!("{} espera por você.", n.hotel),
        },
        changed: Opening {
            subject: |n| format!("Reserva alterada: {}, {} ({})", n.hotel, n.period, n.code),
            heading: "Sua reserva foi alterada",
            intro: |n| format!("Sua reserva em {} foi alterada. Veja como ela ficou.", n.hotel),
        },
        cancelled: Opening {
            subject: |n| format!("Reserva cancelada: {}, {} ({})", n.hotel, n.period, n.code),
            heading: "Sua reserva está cancelada",
            intro: |n| format!("Como você pediu, sua reserva em {} foi cancelada.", n.hotel),
        },
        cancelled_by_hotel: |n| format!("{} cancelou sua reserva. Sentimos muito.", n.hotel),
        cancelled_by_system: |n| format!("Sua reserva em {} foi cancelada.", n.hotel),
        part_cancelled: Opening {
            subject: |n| {
                format!("Reserva cancelada em parte: {}, {} ({})", n.hotel, n.period, n.code)
            },
            heading: "Parte da sua reserva foi cancelada",
            intro: |n| format!("O restante da sua reserva em {} continua valendo.", n.hotel),
        },
        reminder: Opening {
            subject: |n| format!("Até breve em {}: {} ({})", n.hotel, n.check_in, n.code),
            heading: "Até breve",
            intro: |n| {
                format!(
                    "Sua estada em {} começa em {}. O check-in é {}.",
                    n.hotel, n.check_in, n.from
                )
            },
        },
        checked_in: Opening {
            subject: |n| format!("Boas-vindas! {} ({})", n.hotel, n.code),
            heading: "Boa estada",
            intro: |n| {
                format!(
                    "Seu check-in em {} foi feito. O check-out é em {}, {}.",
                    n.hotel, n.check_out, n.out_until
                )
            },
        },
        completed: Opening {
            subject: |n| format!("Agradecemos sua estada em {} ({})", n.hotel, n.code),
            heading: "Agradecemos sua estada",
            intro: |n| format!("Sua estada em {} terminou. Este é o seu recibo.", n.hotel),
        },
        no_show: Opening {
            subject: |n| format!("Sentimos sua falta em {} ({})", n.hotel, n.code),
            heading: "Sentimos sua falta",
            intro: |n| {
                format!(
                    "Sua chegada em {} estava prevista para {}. Como você não veio, a reserva foi \
                     encerrada.",
                    n.hotel, n.check_in
                )
            },
        },
        show_code: "Mostre este código na recepção",
        calendar_attached: "O arquivo anexo põe a estada na sua agenda.",
        free_until: |moment| format!("Você pode cancelar sem custo até {moment}."),
        review: "Como foi? Sua avaliação ajuda outros hóspedes e o hotel.",
        calendar_summary: |n| format!("Estada em {}", n.hotel),
    },
    hotel: HotelWords {
        new: Opening {
            subject: |n| {
                format!("Nova reserva: {}, {}, {} ({})", n.guest, n.hotel, n.period, n.code)
            },
            heading: "Nova reserva",
            intro: |n| format!("{} fez uma reserva em {}.", n.guest, n.hotel),
        },
        changed: Opening {
            subject: |n| {
                format!("Reserva alterada: {}, {}, {} ({})", n.guest, n.hotel, n.period, n.code)
            },
            heading: "Uma reserva foi alterada",
            intro: |n| format!("A reserva de {} em {} foi alterada.", n.guest, n.hotel),
        },
        cancelled: Opening {
            subject: |n| {
                format!("Reserva cancelada: {}, {}, {} ({})", n.guest, n.hotel, n.period, n.code)
            },
            heading: "Uma reserva foi cancelada",
            intro: |n| format!("{} cancelou a reserva em {}.", n.guest, n.hotel),
        },
        cancelled_by_hotel: |n| format!("{} cancelou a reserva de {}.", n.hotel, n.guest),
        cancelled_by_system: |n| format!("A reserva de {} em {} foi cancelada.", n.guest, n.hotel),
        part_cancelled: Opening {
            subject: |n| {
                format!(
                    "Reserva cancelada em parte: {}, {}, {} ({})",
                    n.guest, n.hotel, n.period, n.code
                )
            },
            heading: "Parte de uma reserva foi cancelada",
            intro: |n| {
                format!("O restante da reserva de {} em {} continua valendo.", n.guest, n.hotel)
            },
        },
        reviewed: Opening {
            subject: |n| format!("Nova avaliação de {}", n.hotel),
            heading: "Nova avaliação",
            intro: |n| {
                format!(
                    "{} avaliou a estada em {}. Uma resposta sua aparece logo abaixo.",
                    n.guest, n.hotel
                )
            },
        },
        score: |score| format!("Nota {score} de 10"),
    },
    account: AccountWords {
        welcome: Opening {
            subject: |_| "Boas-vindas à Pousada".to_owned(),
            heading: "Boas-vindas à Pousada",
            intro: |_| "Sua conta está pronta.".to_owned(),
        },
        welcome_guest: "Escolha um lugar e as datas, e reserve um quarto que combine com você.",
        welcome_hotelier: "Cadastre seu primeiro hotel, os tipos de quarto e os quartos, e os \
                           hóspedes poderão encontrá-lo.",
        verify: Opening {
            subject: |_| "Confirme seu e-mail".to_owned(),
            heading: "Confirme seu e-mail",
            intro: |_| VERIFY_WHY.to_owned(),
        },
        verify_why: VERIFY_WHY,
        reset: Opening {
            subject: |_| "Escolha uma nova senha".to_owned(),
            heading: "Escolha uma nova senha",
            intro: |_| {
                "Alguém, provavelmente você, pediu uma nova senha para a sua conta. O link \
                 funciona uma só vez, dentro de 30 minutos."
                    .to_owned()
            },
        },
        reset_ignore: "Se não foi você, não é preciso fazer nada: sua senha continua a mesma.",
        address: Opening {
            subject: |_| "Seu e-mail está prestes a mudar".to_owned(),
            heading: "Seu e-mail está prestes a mudar",
            intro: |_| {
                "Alguém, provavelmente você, pediu outro e-mail para a sua conta. Ele substitui este assim que for confirmado."
                    .to_owned()
            },
        },
        address_ignore: "Se não foi você, alguém conhece a sua senha: escolha outra agora.",
    },
    labels: Labels {
        code: "Código",
        hotel: "Hotel",
        address: "Endereço",
        guest: "Hóspede",
        guests: "Hóspedes",
        email: "E-mail",
        phone: "Telefone",
        arrival: "Chegada",
        departure: "Saída",
        from: |time| format!("a partir {} {time}", hours(time, "da", "das")),
        until: |time| format!("até {} {time}", hours(time, "a", "as")),
        room: |number| format!("Quarto\u{a0}{number}"),
        rooms: |n| if n == 1 { "Quarto" } else { "Quartos" },
        cancelled_rooms: |n| if n == 1 { "Quarto cancelado" } else { "Quartos cancelados" },
        adults: "Adultos",
        children: "Crianças",
        taxes: "Impostos e taxas",
        total: "Total",
        fee: "Multa",
        no_fee: "nenhuma",
        note: "Recado ao hotel",
        none: "nenhum",
        whats_new: "O que mudou",
    },
    buttons: Buttons {
        booking: "Ver a reserva",
        confirm: "Confirmar a reserva",
        review: "Avaliar a estada",
        read_review: "Ver a avaliação",
        find_room: "Encontrar um quarto",
        add_hotel: "Cadastrar um hotel",
        verify: "Confirmar o e-mail",
        reset: "Escolher a senha",
    },
};
