//! Kinds of rooms, and what is said of them.

use types::listing::RoomKind;

use crate::places::Kind;

/// A kind of room that a house may have.
#[derive(Debug)]
pub(crate) struct RoomWords {
    /// Which kind.
    pub kind: RoomKind,
    /// Names by how grand the house is, from simple to grand.
    pub names: [&'static str; 4],
    /// Beds, in words.
    pub beds: &'static str,
    /// For how many.
    pub capacity: i16,
    /// Price, the double being 100.
    pub price: i64,
    /// What can be said of it.
    pub lines: &'static [&'static str],
}

/// All of them.
pub(crate) const ROOMS: &[RoomWords] = &[
    RoomWords {
        kind: RoomKind::Single,
        names: [
            "Individual",
            "Quarto Individual",
            "Individual com Escrivaninha",
            "Individual Executivo",
        ],
        beds: "1 cama de solteiro",
        capacity: 1,
        price: 74,
        lines: &[
            "Pequeno e bem resolvido, com mesa de trabalho junto à janela.",
            "Para quem viaja só: silencioso, com boa luz de leitura e chuveiro forte.",
            "Compacto, de frente para o pátio interno, longe do movimento da rua.",
        ],
    },
    RoomWords {
        kind: RoomKind::Double,
        names: ["Casal", "Casal Standard", "Casal Superior", "Superior Casal"],
        beds: "1 cama de casal queen",
        capacity: 2,
        price: 100,
        lines: &[
            "Cama queen, roupa de algodão e janela que abre de verdade.",
            "Piso de madeira, ventilação cruzada e banheiro reformado há pouco.",
            "Claro pela manhã e fresco à tarde, com cortinas que escurecem bem.",
            "O mais pedido da casa: tamanho certo, bom colchão e silêncio.",
        ],
    },
    RoomWords {
        kind: RoomKind::Double,
        names: [
            "Casal com Ar-Condicionado",
            "Casal com Varanda",
            "Casal com Vista",
            "Luxo com Varanda",
        ],
        beds: "1 cama de casal king ou 2 de solteiro",
        capacity: 2,
        price: 128,
        lines: &[
            "Varanda com rede e a melhor vista da casa; as camas se separam a pedido.",
            "No andar de cima, com porta-balcão e espaço para tomar o café lá fora.",
            "Mais amplo que o padrão, com poltrona, minibar e vista aberta.",
        ],
    },
    RoomWords {
        kind: RoomKind::Triple,
        names: ["Triplo", "Quarto Triplo", "Triplo Superior", "Superior Triplo"],
        beds: "1 cama de casal e 1 de solteiro",
        capacity: 3,
        price: 134,
        lines: &[
            "Uma cama de casal e uma de solteiro, com armário para três malas.",
            "Para três amigos ou um casal com filho, sem ninguém dormir em cama de armar.",
            "Espaçoso, com banheiro de duas pias e ventilador de teto.",
        ],
    },
    RoomWords {
        kind: RoomKind::Quadruple,
        names: ["Família", "Quarto Família", "Família com Varanda", "Família Conjugado"],
        beds: "1 cama de casal e 2 de solteiro",
        capacity: 4,
        price: 166,
        lines: &[
            "Pensado para famílias: camas separadas por meia-parede e frigobar grande.",
            "Dois ambientes, portão de segurança para crianças e brinquedos a pedido.",
            "No térreo, perto do jardim, com entrada larga para carrinho.",
        ],
    },
    RoomWords {
        kind: RoomKind::Suite,
        names: ["Suíte", "Suíte do Sótão", "Suíte Master", "Suíte Presidencial"],
        beds: "1 cama de casal king e sofá-cama",
        capacity: 3,
        price: 215,
        lines: &[
            "Sala separada, banheira e a vista mais bonita da propriedade.",
            "A maior da casa: duas varandas, sala de estar e café servido no quarto.",
            "Pé-direito alto, cama king e um banheiro do tamanho de um quarto.",
        ],
    },
    RoomWords {
        kind: RoomKind::Dormitory,
        names: ["Quarto Coletivo", "Quarto Coletivo", "Quarto de Grupo", "Quarto de Grupo"],
        beds: "3 beliches",
        capacity: 6,
        price: 188,
        lines: &[
            "Beliches firmes, com cortina, tomada e luz própria; armários com chave.",
            "Para grupos de até seis, com banheiro exclusivo e varanda para secar toalhas.",
        ],
    },
];

/// Which of [`ROOMS`] a house has, with how many rooms of ten each, by how grand it is.
pub(crate) const MIX: [&[(usize, u32)]; 4] = [
    &[(0, 2), (1, 3), (3, 2), (6, 3)],
    &[(1, 4), (2, 2), (3, 2), (4, 2)],
    &[(1, 3), (2, 3), (3, 1), (4, 2), (5, 1)],
    &[(0, 2), (1, 4), (2, 2), (4, 1), (5, 1)],
];

/// What is particular about single rooms, none most of the time.
pub(crate) fn corner(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Beach | Kind::Island => &[
            "De esquina, com duas janelas para o mar.",
            "Ouve-se a maré à noite.",
            "O mais próximo da areia.",
        ],
        Kind::Colonial => &[
            "Janela para a igreja.",
            "Assoalho original de tábuas largas.",
            "Sacada de ferro sobre a rua de pedra.",
        ],
        Kind::Mountain => &[
            "Com a lareira maior da casa.",
            "De frente para o vale.",
            "Recebe o primeiro sol da manhã.",
        ],
        Kind::City => &[
            "Andar alto, longe do ruído da avenida.",
            "Vista para o parque.",
            "De esquina, com janelas de piso a teto.",
        ],
        Kind::River => {
            &["Varanda voltada para o rio.", "Debaixo da grande samaúma.", "O mais fresco da casa."]
        }
        Kind::Dunes => &[
            "Vê-se o pôr do sol da rede.",
            "De frente para as dunas.",
            "Com claraboia para as estrelas.",
        ],
        Kind::Canyon => &[
            "Vista para o paredão.",
            "Com chuveiro ao ar livre.",
            "O último do corredor, o mais silencioso.",
        ],
    }
}
