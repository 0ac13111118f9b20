//! Places by the sea, a river or a bay, and dunes.

use super::{
    super::{
        scenes::{
            bay,
            beach::{self, Beach},
            capital,
            city::{self, City},
            dunes::{self, Dunes},
            island::{self, Island},
            river::{self, River},
        },
        tools::{
            hex,
            hour::{DAWN, DUSK, GOLDEN, MORNING, NOON, SUNSET},
        },
    },
    Picture, picture,
};

pub(super) const PICTURES: &[Picture] = &[
    picture(
        "beach-1.jpg",
        "Praia de areia clara com um coqueiro inclinado e velas coloridas no mar turquesa",
        |c| {
            beach::paint(
                c,
                &Beach {
                    hour: MORNING,
                    sun: (300.0, -80.0),
                    clouds: 0.5,
                    headlands: (false, true),
                    palms: &[(120.0, 265.0, 190.0, 235.0)],
                    sails: 3,
                    parasols: 0,
                    seed: 1,
                },
            );
        },
    ),
    picture(
        "beach-2.jpg",
        "Pôr do sol sobre o mar, com dois coqueiros em silhueta e o reflexo dourado na água",
        |c| {
            beach::paint(
                c,
                &Beach {
                    hour: SUNSET,
                    sun: (690.0, 290.0),
                    clouds: 0.6,
                    headlands: (true, true),
                    palms: &[(60.0, 200.0, 250.0, 210.0), (240.0, 330.0, 130.0, 240.0)],
                    sails: 2,
                    parasols: 0,
                    seed: 2,
                },
            );
        },
    ),
    picture(
        "beach-3.jpg",
        "Praia ao meio-dia com guarda-sóis listrados, cadeiras e morros verdes ao fundo",
        |c| {
            beach::paint(
                c,
                &Beach {
                    hour: NOON,
                    sun: (900.0, -80.0),
                    clouds: 0.7,
                    headlands: (true, true),
                    palms: &[],
                    sails: 2,
                    parasols: 5,
                    seed: 41,
                },
            );
        },
    ),
    picture(
        "beach-4.jpg",
        "Enseada tranquila de manhã, com jangadas na água rasa e coqueiros na areia",
        |c| {
            beach::paint(
                c,
                &Beach {
                    hour: DAWN,
                    sun: (820.0, 262.0),
                    clouds: 0.6,
                    headlands: (true, false),
                    palms: &[(90.0, 160.0, 240.0, 190.0), (300.0, 262.0, 330.0, 150.0)],
                    sails: 4,
                    parasols: 0,
                    seed: 43,
                },
            );
        },
    ),
    picture(
        "city-1.jpg",
        "Prédios da metrópole ao anoitecer, com milhares de janelas acesas",
        |c| {
            city::skyline(c, &City { hour: DUSK, sun: (760.0, 470.0), clouds: 0.5, seed: 25 });
        },
    ),
    picture(
        "city-2.jpg",
        "Morro de pedra sobre a baía ao pôr do sol, com veleiros ancorados",
        |c| {
            bay::paint(c, &City { hour: SUNSET, sun: (420.0, 350.0), clouds: 0.5, seed: 26 });
        },
    ),
    picture(
        "city-3.jpg",
        "Torres gêmeas, cúpula e espelho d'água da capital sob um céu imenso",
        |c| {
            capital::paint(c, &City { hour: GOLDEN, sun: (260.0, 400.0), clouds: 0.9, seed: 27 });
        },
    ),
    picture(
        "city-4.jpg",
        "Horizonte de prédios numa manhã clara, com um parque em primeiro plano",
        |c| {
            city::skyline(c, &City { hour: MORNING, sun: (260.0, -60.0), clouds: 0.7, seed: 49 });
        },
    ),
    picture(
        "city-5.jpg",
        "A baía e o morro de pedra numa manhã azul, com palmeiras na orla",
        |c| {
            bay::paint(c, &City { hour: MORNING, sun: (200.0, -60.0), clouds: 0.6, seed: 50 });
        },
    ),
    picture(
        "river-1.jpg",
        "Barco regional de dois andares num rio largo da Amazônia, ao amanhecer",
        |c| {
            river::paint(
                c,
                &River {
                    hour: DAWN,
                    sun: (640.0, 330.0),
                    clouds: 0.6,
                    water: (hex(0x9A8A9A), hex(0x2E3E4A)),
                    narrow: false,
                    boat: Some(true),
                    seed: 5,
                },
            );
        },
    ),
    picture(
        "river-2.jpg",
        "Canoa num rio estreito de águas verdes, entre paredões de mata",
        |c| {
            river::paint(
                c,
                &River {
                    hour: MORNING,
                    sun: (640.0, -30.0),
                    clouds: 0.3,
                    water: (hex(0x4E8A78), hex(0x164A44)),
                    narrow: true,
                    boat: Some(false),
                    seed: 6,
                },
            );
        },
    ),
    picture(
        "river-3.jpg",
        "Rio refletindo o céu em chamas do fim da tarde, com a floresta em silhueta",
        |c| {
            river::paint(
                c,
                &River {
                    hour: SUNSET,
                    sun: (560.0, 352.0),
                    clouds: 0.8,
                    water: (hex(0xA05A5E), hex(0x2A2848)),
                    narrow: false,
                    boat: Some(false),
                    seed: 51,
                },
            );
        },
    ),
    picture(
        "dunes-1.jpg",
        "Dunas brancas a perder de vista, com lagoas azuis de água da chuva",
        |c| {
            dunes::paint(
                c,
                &Dunes {
                    hour: MORNING,
                    sun: (300.0, -60.0),
                    clouds: 0.5,
                    lagoons: true,
                    palms: false,
                    sand: hex(0xFBF1DC),
                    seed: 8,
                },
            );
        },
    ),
    picture(
        "dunes-2.jpg",
        "Coqueiros sobre as dunas, com o sol se pondo num céu alaranjado",
        |c| {
            dunes::paint(
                c,
                &Dunes {
                    hour: SUNSET,
                    sun: (360.0, 270.0),
                    clouds: 0.5,
                    lagoons: false,
                    palms: true,
                    sand: hex(0xF0CFA0),
                    seed: 9,
                },
            );
        },
    ),
    picture(
        "dunes-3.jpg",
        "Lagoa entre as dunas no fim da tarde, com coqueiros à beira d'água",
        |c| {
            dunes::paint(
                c,
                &Dunes {
                    hour: GOLDEN,
                    sun: (330.0, 250.0),
                    clouds: 0.7,
                    lagoons: true,
                    palms: true,
                    sand: hex(0xF8E6C6),
                    seed: 52,
                },
            );
        },
    ),
    picture(
        "island-1.jpg",
        "Dois picos vulcânicos sobre o mar azul, vistos de um mirante florido",
        |c| {
            island::paint(
                c,
                &Island {
                    hour: NOON,
                    sun: (300.0, -60.0),
                    clouds: 0.6,
                    peaks: &[(760.0, 300.0, 150.0), (930.0, 240.0, 140.0)],
                    cliff: true,
                    seed: 7,
                },
            );
        },
    ),
    picture("island-2.jpg", "Ilha rochosa ao pôr do sol, com veleiros na baía", |c| {
        island::paint(
            c,
            &Island {
                hour: SUNSET,
                sun: (420.0, 300.0),
                clouds: 0.6,
                peaks: &[(820.0, 260.0, 170.0)],
                cliff: false,
                seed: 53,
            },
        );
    }),
];
