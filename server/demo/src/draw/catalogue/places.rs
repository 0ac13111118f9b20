//! Towns, mountains and canyons.

use super::{
    super::{
        scenes::{
            canyon::{self, Canyon},
            colonial::{self, Street},
            mountain::{self, Mountain},
            town::{self, Town},
        },
        tools::{
            hex,
            hour::{DAWN, DUSK, GOLDEN, MIST, MORNING, NOON},
        },
    },
    Picture, picture,
};

const WHITE_WALLS: &[u32] = &[0xFBF6EA, 0xFBF6EA, 0xF6EFDF];
const WARM_WALLS: &[u32] = &[0xFBF6EA, 0xF6EFDF, 0xF4E3BE];
const BRIGHT_WALLS: &[u32] =
    &[0xE8785A, 0xF2B84B, 0x5FA8C8, 0xE89AAE, 0x7FB88A, 0xF3E2B6, 0xB98AC8];
const DOORS: &[u32] = &[0x2F6FA3, 0x3D8B5E, 0xC8963C, 0xB5473C, 0x2A8C8C];
const DARK_DOORS: &[u32] = &[0xFBF3E4, 0x3E5C76, 0x6B3E2E, 0x2F7F6F];

pub(super) const PICTURES: &[Picture] = &[
    picture(
        "colonial-1.jpg",
        "Rua de pedra com casas caiadas, portas coloridas e a igreja ao fundo, de manhã",
        |c| {
            colonial::paint(
                c,
                &Street {
                    hour: MORNING,
                    sun: (200.0, 60.0),
                    clouds: 0.5,
                    walls: WHITE_WALLS,
                    doors: DOORS,
                    floors: 1.0,
                    church: (0xFAF4E6, 0xC9A25C),
                    palms: true,
                    seed: 21,
                },
            );
        },
    ),
    picture(
        "colonial-2.jpg",
        "Rua colonial ao anoitecer, com lampiões acesos e janelas iluminadas sob as estrelas",
        |c| {
            colonial::paint(
                c,
                &Street {
                    hour: DUSK,
                    sun: (900.0, 460.0),
                    clouds: 0.4,
                    walls: WARM_WALLS,
                    doors: DOORS,
                    floors: 1.0,
                    church: (0xFAF4E6, 0xB88A54),
                    palms: false,
                    seed: 22,
                },
            );
        },
    ),
    picture(
        "colonial-3.jpg",
        "Ladeira com sobrados de fachadas coloridas, sacadas de ferro e uma igreja azul",
        |c| {
            colonial::paint(
                c,
                &Street {
                    hour: NOON,
                    sun: (960.0, 60.0),
                    clouds: 0.6,
                    walls: BRIGHT_WALLS,
                    doors: DARK_DOORS,
                    floors: 2.0,
                    church: (0x9CC2D8, 0xFFF6E4),
                    palms: true,
                    seed: 23,
                },
            );
        },
    ),
    picture(
        "colonial-4.jpg",
        "Sobrados coloridos na luz dourada do fim da tarde, numa rua de paralelepípedos",
        |c| {
            colonial::paint(
                c,
                &Street {
                    hour: GOLDEN,
                    sun: (240.0, 300.0),
                    clouds: 0.6,
                    walls: BRIGHT_WALLS,
                    doors: DARK_DOORS,
                    floors: 2.0,
                    church: (0xF3DDB0, 0xFFF6E4),
                    palms: false,
                    seed: 44,
                },
            );
        },
    ),
    picture(
        "town-1.jpg",
        "Cidade histórica na encosta, telhados vermelhos e duas igrejas barrocas ao entardecer",
        |c| {
            town::paint(
                c,
                &Town {
                    hour: GOLDEN,
                    sun: (240.0, 250.0),
                    clouds: 0.5,
                    walls: WARM_WALLS,
                    churches: &[(420.0, 120.0), (860.0, 150.0)],
                    church: (0xFAF2E0, 0xB8874E),
                    seed: 24,
                },
            );
        },
    ),
    picture(
        "town-2.jpg",
        "Vilarejo de casas brancas ao pé da serra, com a igreja no alto, numa manhã clara",
        |c| {
            town::paint(
                c,
                &Town {
                    hour: MORNING,
                    sun: (900.0, -60.0),
                    clouds: 0.7,
                    walls: WHITE_WALLS,
                    churches: &[(600.0, 150.0)],
                    church: (0xFAF4E6, 0x9E6A48),
                    seed: 45,
                },
            );
        },
    ),
    picture(
        "mountain-1.jpg",
        "Araucárias na neblina da serra, com hortênsias azuis em primeiro plano",
        |c| {
            mountain::paint(
                c,
                &Mountain {
                    hour: MIST,
                    sun: (820.0, 180.0),
                    clouds: 0.3,
                    sharp: 0.4,
                    mist: 1.0,
                    araucarias: true,
                    green: hex(0x2F5B45),
                    seed: 3,
                },
            );
        },
    ),
    picture(
        "mountain-2.jpg",
        "Campos de altitude e morros cobertos de pinheiros na luz da tarde",
        |c| {
            mountain::paint(
                c,
                &Mountain {
                    hour: GOLDEN,
                    sun: (840.0, 330.0),
                    clouds: 0.6,
                    sharp: 0.8,
                    mist: 0.5,
                    araucarias: false,
                    green: hex(0x3E6B45),
                    seed: 4,
                },
            );
        },
    ),
    picture(
        "mountain-3.jpg",
        "Amanhecer cor-de-rosa sobre a serra, com araucárias em silhueta",
        |c| {
            mountain::paint(
                c,
                &Mountain {
                    hour: DAWN,
                    sun: (640.0, 268.0),
                    clouds: 0.7,
                    sharp: 0.5,
                    mist: 0.8,
                    araucarias: true,
                    green: hex(0x2F5548),
                    seed: 47,
                },
            );
        },
    ),
    picture(
        "mountain-4.jpg",
        "Vale da serra numa manhã de sol, com camadas de montanhas azuladas",
        |c| {
            mountain::paint(
                c,
                &Mountain {
                    hour: MORNING,
                    sun: (300.0, -60.0),
                    clouds: 0.7,
                    sharp: 0.7,
                    mist: 0.45,
                    araucarias: true,
                    green: hex(0x2F6048),
                    seed: 48,
                },
            );
        },
    ),
    picture(
        "canyon-1.jpg",
        "Cachoeira caindo entre paredões de pedra num poço de água verde",
        |c| {
            canyon::paint(
                c,
                &Canyon {
                    hour: MORNING,
                    sun: (200.0, -60.0),
                    clouds: 0.5,
                    fall: Some(610.0),
                    rock: hex(0xC08058),
                    seed: 10,
                },
            );
        },
    ),
    picture(
        "canyon-2.jpg",
        "Morros de topo plano da chapada, avermelhados pela luz da tarde",
        |c| {
            canyon::paint(
                c,
                &Canyon {
                    hour: GOLDEN,
                    sun: (860.0, 250.0),
                    clouds: 0.6,
                    fall: None,
                    rock: hex(0xC87850),
                    seed: 11,
                },
            );
        },
    ),
];
