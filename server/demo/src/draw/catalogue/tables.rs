//! Breakfast tables and receptions.

use super::{
    super::{
        rooms::{
            lobby::{self, Lobby},
            table::{self, Table},
        },
        tools::{
            hex,
            hour::{DUSK, GOLDEN, MIST, MORNING},
        },
    },
    Picture, picture, views,
};

pub(super) const PICTURES: &[Picture] = &[
    picture(
        "breakfast-sea.jpg",
        "Mesa de café da manhã com frutas, pães e suco, de frente para o mar",
        |c| {
            table::paint(
                c,
                &Table {
                    hour: MORNING,
                    view: views::sea,
                    wood: hex(0xB07A4C),
                    cloth: hex(0x2F8F9D),
                    seed: 1,
                },
            );
        },
    ),
    picture(
        "breakfast-hills.jpg",
        "Café colonial na varanda, com bolo de milho, pão de queijo e vista da serra",
        |c| {
            table::paint(
                c,
                &Table {
                    hour: MIST,
                    view: views::misty_hills,
                    wood: hex(0x9A6440),
                    cloth: hex(0xB5473C),
                    seed: 2,
                },
            );
        },
    ),
    picture(
        "lobby-tiles.jpg",
        "Recepção com balcão de azulejos, chaves na parede e arco para a praia",
        |c| {
            lobby::paint(
                c,
                &Lobby {
                    hour: MORNING,
                    view: views::sea,
                    wall: hex(0xF4EBDA),
                    wood: hex(0x7A4E34),
                    accent: hex(0x2F6FA3),
                    seed: 1,
                },
            );
        },
    ),
    picture(
        "lobby-green.jpg",
        "Recepção acolhedora com luminárias de palha e arco aberto para as montanhas",
        |c| {
            lobby::paint(
                c,
                &Lobby {
                    hour: GOLDEN,
                    view: views::golden_hills,
                    wall: hex(0xEFE2CC),
                    wood: hex(0x6B4630),
                    accent: hex(0x3D7A5E),
                    seed: 2,
                },
            );
        },
    ),
    picture(
        "lobby-city.jpg",
        "Recepção à noite, com luminárias acesas, chaves na parede e a cidade iluminada no arco",
        |c| {
            lobby::paint(
                c,
                &Lobby {
                    hour: DUSK,
                    view: views::city_lights,
                    wall: hex(0xE4D8C8),
                    wood: hex(0x5A3E30),
                    accent: hex(0x8A3A4C),
                    seed: 3,
                },
            );
        },
    ),
];
