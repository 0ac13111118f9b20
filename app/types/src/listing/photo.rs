//! Photographs.

use serde::{Deserialize, Serialize};

use crate::{ids::PhotoId, validate::FieldErrors};

/// A photograph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Photo {
    /// Its id.
    pub id: PhotoId,
    /// Where to load it from, as a path on this server.
    pub url: String,
    /// What it shows, for those who cannot see it.
    pub alt: String,
    /// Pixels across.
    pub width: i32,
    /// Pixels down.
    pub height: i32,
    /// The same in fewer pixels, the smallest first.
    pub thumbnails: Vec<Thumbnail>,
}

/// A photograph in fewer pixels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Thumbnail {
    /// Where to load it from, as a path on this server.
    pub url: String,
    /// Pixels across.
    pub width: i32,
}

/// What a hotelier says of a photograph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PhotoInput {
    /// What it shows, for those who cannot see it, in 1 to 200 characters.
    pub alt: String,
}

impl PhotoInput {
    /// The input with every field tidied.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn validated(self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let alt = errors.text("/alt", &self.alt, 1, 200);
        errors.into_result(Self { alt })
    }
}

/// A change of a photograph: fields that are absent stay.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"alt": "The pool at dusk", "position": 0})))]
#[serde(deny_unknown_fields, default)]
pub struct PhotoPatch {
    /// See [`PhotoInput::alt`].
    pub alt: Option<String>,
    /// Its place among the photographs of the same hotel or room type, from 0: the first
    /// one is shown in lists. Beyond the last, it becomes the last.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1000))]
    pub position: Option<u16>,
}

impl PhotoPatch {
    /// The change with every field tidied.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn validated(self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let alt = self.alt.map(|alt| errors.text("/alt", &alt, 1, 200));
        let fine = self.position.is_none_or(|position| position <= 1000);
        errors.require(fine, "/position", "invalid", "Give a position from 0 to 1000.");
        errors.into_result(Self { alt, ..self })
    }
}
