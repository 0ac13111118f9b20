//! Houses, gardens, pools and balconies.

use super::{
    super::{
        rooms::{
            pool::{self, Pool},
            terrace::{self, Terrace},
        },
        scenes::house::{self, House, Style},
        tools::{
            hex,
            hour::{DUSK, GOLDEN, MIST, MORNING, NOON, SUNSET},
        },
    },
    Picture, picture, views,
};

pub(super) const PICTURES: &[Picture] = &[
    picture(
        "house-manor.jpg",
        "Casarão caiado com janelas coloridas, sacadas e jardim com palmeiras",
        |c| {
            house::paint(
                c,
                &House {
                    hour: MORNING,
                    view: views::morning_hills,
                    style: Style::Manor,
                    wall: hex(0xFBF5E8),
                    trim: hex(0x2F6FA3),
                    seed: 1,
                },
            );
        },
    ),
    picture(
        "house-manor-ochre.jpg",
        "Casarão ocre na luz do fim da tarde, com jardim e montanhas ao fundo",
        |c| {
            house::paint(
                c,
                &House {
                    hour: GOLDEN,
                    view: views::golden_hills,
                    style: Style::Manor,
                    wall: hex(0xF3DDB0),
                    trim: hex(0x8A3A2C),
                    seed: 2,
                },
            );
        },
    ),
    picture(
        "house-chalet.jpg",
        "Chalé de madeira e pedra com gerânios na varanda, na serra",
        |c| {
            house::paint(
                c,
                &House {
                    hour: MIST,
                    view: views::misty_hills,
                    style: Style::Chalet,
                    wall: hex(0xA8744A),
                    trim: hex(0x6B3E2E),
                    seed: 3,
                },
            );
        },
    ),
    picture(
        "house-bungalow.jpg",
        "Bangalôs de teto de palha na areia, entre coqueiros e o mar",
        |c| {
            house::paint(
                c,
                &House {
                    hour: NOON,
                    view: views::bright_sea,
                    style: Style::Bungalow,
                    wall: hex(0xF7EFDD),
                    trim: hex(0x2A8C8C),
                    seed: 5,
                },
            );
        },
    ),
    picture("house-bungalow-evening.jpg", "Bangalôs acesos à beira-mar no fim do dia", |c| {
        house::paint(
            c,
            &House {
                hour: SUNSET,
                view: views::evening_sea,
                style: Style::Bungalow,
                wall: hex(0xF3E2C0),
                trim: hex(0xB5473C),
                seed: 6,
            },
        );
    }),
    picture("house-lodge.jpg", "Hospedaria de madeira sobre palafitas, refletida no rio", |c| {
        house::paint(
            c,
            &House {
                hour: MORNING,
                view: views::river,
                style: Style::Lodge,
                wall: hex(0xB08A5E),
                trim: hex(0x6B3E2E),
                seed: 7,
            },
        );
    }),
    picture(
        "pool-sea.jpg",
        "Piscina de borda infinita de frente para o mar, com espreguiçadeiras",
        |c| {
            pool::paint(
                c,
                &Pool {
                    hour: NOON,
                    view: views::sea,
                    lift: 0.0,
                    infinity: true,
                    deck: hex(0xC99E70),
                    cloth: hex(0xF7F2E8),
                    seed: 1,
                },
            );
        },
    ),
    picture("pool-hills.jpg", "Piscina cercada de jardim, com vista para as montanhas", |c| {
        pool::paint(
            c,
            &Pool {
                hour: GOLDEN,
                view: views::golden_hills,
                lift: 170.0,
                infinity: false,
                deck: hex(0xD8C4A0),
                cloth: hex(0xE9C46A),
                seed: 2,
            },
        );
    }),
    picture(
        "pool-city.jpg",
        "Piscina iluminada no terraço, com as luzes da cidade ao fundo",
        |c| {
            pool::paint(
                c,
                &Pool {
                    hour: DUSK,
                    view: views::city_lights,
                    lift: 230.0,
                    infinity: true,
                    deck: hex(0xA88A6A),
                    cloth: hex(0xE8E4DC),
                    seed: 3,
                },
            );
        },
    ),
    picture("balcony-sea.jpg", "Rede listrada na varanda, de frente para o mar", |c| {
        terrace::paint(
            c,
            &Terrace {
                hour: MORNING,
                view: views::sea,
                cloth: (hex(0xF4EAD6), hex(0x2F8F9D)),
                wood: hex(0xA8764C),
                seed: 1,
            },
        );
    }),
    picture(
        "balcony-hills.jpg",
        "Rede na varanda de madeira, com a serra enevoada ao fundo",
        |c| {
            terrace::paint(
                c,
                &Terrace {
                    hour: MIST,
                    view: views::misty_hills,
                    cloth: (hex(0xC8553D), hex(0xE9C46A)),
                    wood: hex(0x8A5A3A),
                    seed: 2,
                },
            );
        },
    ),
    picture("balcony-river.jpg", "Rede na varanda sobre o rio, ao amanhecer", |c| {
        terrace::paint(
            c,
            &Terrace {
                hour: MORNING,
                view: views::dawn_river,
                cloth: (hex(0xF1E3C8), hex(0x3D8B5E)),
                wood: hex(0x8C6444),
                seed: 3,
            },
        );
    }),
];
