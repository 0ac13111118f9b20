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
];
