//! Rooms.

use super::{
    super::{
        rooms::room::{self, Floor, Room},
        tools::{
            Canvas, hex,
            hour::{DUSK, GOLDEN, MIST, MORNING, NOON, SUNSET},
        },
    },
    Picture, picture, views,
};

const PLAIN: Room = Room {
    hour: MORNING,
    view: views::sea,
    crop: [350.0, 120.0, 850.0, 700.0],
    wall: hex(0xF6F0E4),
    floor: Floor::Boards,
    wood: hex(0xA8764C),
    cloth: [hex(0x2F8F9D), hex(0xE9C46A), hex(0x8FB8B8)],
    beds: &[(-0.95, 1.65)],
    bunks: false,
    window: [0.9, 2.4, 0.8, 2.2],
    beams: false,
    chair: false,
    hearth: false,
    seed: 0,
};

const DOUBLE: &[(f32, f32)] = &[(-0.95, 1.65)];
const TWIN: &[(f32, f32)] = &[(-1.45, 0.95), (-0.15, 0.95)];
const TRIPLE: &[(f32, f32)] = &[(-1.35, 1.5), (0.25, 0.95)];
const FOUR: &[(f32, f32)] = &[(-1.75, 0.92), (-0.6, 0.92), (0.55, 0.92)];
const TALL: [f32; 4] = [0.75, 2.25, 0.0, 2.25];

fn draw(c: &mut Canvas, room: &Room) {
    room::paint(c, room);
}

pub(super) const PICTURES: &[Picture] = &[
    picture(
        "room-single.jpg",
        "Quarto individual com cama de solteiro, abajur aceso e janela para a cidade",
        |c| {
            draw(
                c,
                &Room {
                    hour: DUSK,
                    view: views::city_lights,
                    crop: [250.0, 240.0, 950.0, 740.0],
                    wall: hex(0xD2CCC4),
                    wood: hex(0x6B4E3A),
                    cloth: [hex(0x3E4E6B), hex(0xC8A45A), hex(0x6A7A88)],
                    beds: &[(-0.9, 1.0)],
                    seed: 2,
                    ..PLAIN
                },
            );
        },
    ),
    picture("room-single-day.jpg", "Quarto individual claro, com a rua colonial na janela", |c| {
        draw(
            c,
            &Room {
                view: views::street,
                crop: [300.0, 150.0, 900.0, 620.0],
                wall: hex(0xF4E6C8),
                floor: Floor::Clay,
                wood: hex(0x7A4E34),
                cloth: [hex(0x2F6FA3), hex(0xE8B45A), hex(0x9C6A50)],
                beds: &[(-0.9, 1.0)],
                seed: 1,
                ..PLAIN
            },
        );
    }),
    picture(
        "room-sea.jpg",
        "Quarto de casal com poltrona junto à janela e vista para o mar",
        |c| {
            draw(c, &Room { window: TALL, beds: DOUBLE, chair: true, ..PLAIN });
        },
    ),
    picture(
        "room-sea-evening.jpg",
        "Quarto de casal com a luz do pôr do sol entrando pela janela",
        |c| {
            draw(
                c,
                &Room {
                    hour: SUNSET,
                    view: views::evening_sea,
                    crop: [400.0, 100.0, 880.0, 640.0],
                    wall: hex(0xF2E2CC),
                    floor: Floor::Tiles,
                    wood: hex(0xB98A5A),
                    cloth: [hex(0xE2725B), hex(0xF2D5A2), hex(0xC98A6A)],
                    beds: DOUBLE,
                    window: TALL,
                    seed: 5,
                    ..PLAIN
                },
            );
        },
    ),
    picture(
        "room-hills.jpg",
        "Quarto com lareira acesa, vigas de madeira e vista para a neblina da serra",
        |c| {
            draw(
                c,
                &Room {
                    hour: MIST,
                    view: views::misty_hills,
                    crop: [350.0, 120.0, 1050.0, 660.0],
                    wall: hex(0xE9DCC6),
                    wood: hex(0x7A4E34),
                    cloth: [hex(0xB5473C), hex(0x4E6B52), hex(0xA8765A)],
                    beds: &[(-1.0, 1.65)],
                    window: [1.3, 2.6, 0.85, 2.2],
                    beams: true,
                    hearth: true,
                    seed: 1,
                    ..PLAIN
                },
            );
        },
    ),
    picture(
        "room-colonial.jpg",
        "Quarto de casal com cama de madeira torneada, ladrilhos hidráulicos e vista para os telhados",
        |c| {
            draw(
                c,
                &Room {
                    view: views::roofs,
                    crop: [300.0, 120.0, 900.0, 640.0],
                    wall: hex(0xF7EEDC),
                    floor: Floor::Tiles,
                    wood: hex(0x6B4228),
                    cloth: [hex(0x2F6FA3), hex(0xF0E2C0), hex(0xB5654A)],
                    beds: DOUBLE,
                    beams: true,
                    seed: 1,
                    ..PLAIN
                },
            );
        },
    ),
    picture(
        "room-river.jpg",
        "Quarto de madeira com cama de casal e janela para o rio e a mata",
        |c| {
            draw(
                c,
                &Room {
                    view: views::river,
                    crop: [300.0, 180.0, 900.0, 700.0],
                    wall: hex(0xC9A477),
                    wood: hex(0x7A5234),
                    cloth: [hex(0x3D8B5E), hex(0xF1E3C8), hex(0xB08A5E)],
                    beds: DOUBLE,
                    window: [0.75, 2.5, 0.5, 2.3],
                    beams: true,
                    seed: 3,
                    ..PLAIN
                },
            );
        },
    ),
    picture(
        "room-city.jpg",
        "Quarto moderno com duas camas de solteiro e as luzes da cidade",
        |c| {
            draw(
                c,
                &Room {
                    hour: DUSK,
                    view: views::city_lights,
                    crop: [250.0, 240.0, 950.0, 740.0],
                    wall: hex(0xC9C4C0),
                    wood: hex(0x5C4638),
                    cloth: [hex(0x3E4E6B), hex(0xC8A45A), hex(0x6A6A78)],
                    beds: TWIN,
                    window: [0.9, 2.6, 0.5, 2.4],
                    seed: 2,
                    ..PLAIN
                },
            );
        },
    ),
    picture(
        "room-twin.jpg",
        "Quarto com duas camas de solteiro, tapete trançado e manhã clara na janela",
        |c| {
            draw(
                c,
                &Room {
                    view: views::morning_hills,
                    crop: [300.0, 140.0, 900.0, 640.0],
                    wall: hex(0xEFE8DA),
                    cloth: [hex(0x4E7A6B), hex(0xE9C46A), hex(0xA9B8A0)],
                    beds: TWIN,
                    window: [0.9, 2.5, 0.7, 2.25],
                    seed: 6,
                    ..PLAIN
                },
            );
        },
    ),
    picture("room-triple.jpg", "Quarto triplo com uma cama de casal e uma de solteiro", |c| {
        draw(
            c,
            &Room {
                hour: NOON,
                view: views::bright_sea,
                wall: hex(0xF4EEDF),
                floor: Floor::Clay,
                cloth: [hex(0x2A8C8C), hex(0xF2B84B), hex(0xD9A98A)],
                beds: TRIPLE,
                window: [1.35, 2.55, 0.85, 2.2],
                seed: 4,
                ..PLAIN
            },
        );
    }),
    picture("room-family.jpg", "Quarto de família com três camas lado a lado", |c| {
        draw(
            c,
            &Room {
                view: views::lagoons,
                crop: [300.0, 160.0, 900.0, 640.0],
                wall: hex(0xF6EBD4),
                floor: Floor::Tiles,
                cloth: [hex(0xE9785A), hex(0x3D8B8B), hex(0xE9C46A)],
                beds: FOUR,
                window: [1.55, 2.6, 0.85, 2.2],
                seed: 8,
                ..PLAIN
            },
        );
    }),
    picture("room-dorm.jpg", "Quarto coletivo com beliches de madeira e janela para o mar", |c| {
        draw(
            c,
            &Room {
                wall: hex(0xF2E6CE),
                floor: Floor::Tiles,
                wood: hex(0xB98A5A),
                cloth: [hex(0xE2725B), hex(0x3D8B8B), hex(0xE9C46A)],
                beds: &[],
                bunks: true,
                window: [-0.75, 0.75, 0.8, 2.2],
                seed: 3,
                ..PLAIN
            },
        );
    }),
    picture(
        "suite-sea.jpg",
        "Suíte ampla com cama king e porta de vidro para os picos da ilha",
        |c| {
            draw(
                c,
                &Room {
                    hour: NOON,
                    view: views::peaks,
                    crop: [430.0, 60.0, 930.0, 620.0],
                    wall: hex(0xFAF5EA),
                    wood: hex(0xB08A64),
                    cloth: [hex(0x1F7FA3), hex(0xF4E6C8), hex(0x9CC2C8)],
                    beds: &[(-1.05, 1.95)],
                    window: TALL,
                    chair: true,
                    seed: 9,
                    ..PLAIN
                },
            );
        },
    ),
    picture(
        "suite-hills.jpg",
        "Suíte com cama king, poltrona e as montanhas douradas na janela",
        |c| {
            draw(
                c,
                &Room {
                    hour: GOLDEN,
                    view: views::golden_hills,
                    crop: [150.0, 120.0, 750.0, 700.0],
                    wall: hex(0xEBDFC9),
                    wood: hex(0x7A5038),
                    cloth: [hex(0x6B4E5E), hex(0xC8A45A), hex(0xB08A70)],
                    beds: &[(-1.05, 1.95)],
                    window: TALL,
                    beams: true,
                    chair: true,
                    seed: 3,
                    ..PLAIN
                },
            );
        },
    ),
    picture(
        "suite-city.jpg",
        "Suíte no alto do prédio, com a baía ao pôr do sol na janela",
        |c| {
            draw(
                c,
                &Room {
                    hour: SUNSET,
                    view: views::bay,
                    crop: [330.0, 120.0, 1000.0, 640.0],
                    wall: hex(0xDCD2C6),
                    wood: hex(0x5C4234),
                    cloth: [hex(0x8A3A4C), hex(0xD8C0A0), hex(0x7A6A78)],
                    beds: &[(-1.05, 1.95)],
                    window: [0.6, 2.5, 0.15, 2.4],
                    chair: true,
                    seed: 11,
                    ..PLAIN
                },
            );
        },
    ),
];
