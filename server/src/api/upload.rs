//! Photographs that are sent, as `multipart/form-data` (RFC 7578).

use std::time::Duration;

use axum::extract::{
    FromRequest, Multipart, Request,
    multipart::{Field, MultipartError, MultipartRejection},
};
use types::{FieldErrors, listing::PhotoInput};

use super::problem::Problem;
use crate::state::AppState;

/// How long a client may be silent while it sends.
const SILENCE: Duration = Duration::from_secs(10);

/// A photograph with what is said of it. Of the file's name and stated kind nothing is
/// believed.
#[derive(Debug, Clone)]
pub struct Upload {
    /// What is said of it.
    pub input: PhotoInput,
    /// The file.
    pub file: Vec<u8>,
}

/// The form, as the document describes it.
#[derive(serde::Deserialize, utoipa::ToSchema)]
#[schema(example = json!({ "photo": "(the file)", "alt": "The pool at dusk" }))]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "it only describes")]
pub struct UploadForm {
    /// The picture: JPEG, PNG or WebP, at most 10 MiB and 40 million pixels.
    #[schema(value_type = String, format = Binary, content_media_type = "application/octet-stream")]
    photo: Vec<u8>,
    /// What it shows, for those who cannot see it.
    #[schema(min_length = 1, max_length = 200, example = "The pool at dusk")]
    alt: String,
}

impl FromRequest<AppState> for Upload {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Problem> {
        let largest = state.settings().max_photo;
        let form = Multipart::from_request(request, state).await;
        let mut form = form.map_err(|_: MultipartRejection| {
            let detail = "Send a form with Content-Type: multipart/form-data and its boundary.";
            Problem::new(415, "unsupported_media_type", detail)
        })?;
        let (mut photo, mut alt) = (None, None);
        let mut errors = FieldErrors::new();
        while let Some(field) = patiently(form.next_field()).await?.map_err(broken)? {
            let name = field.name().unwrap_or_default().to_owned();
            let pointer = format!("/{}", name.replace('~', "~0").replace('/', "~1"));
            let (slot, most) = match name.as_str() {
                "photo" => (&mut photo, largest),
                "alt" => (&mut alt, 4096),
                _ => {
                    let pointer: String = pointer.chars().take(100).collect();
                    errors.add(&pointer, "unknown", "There is no such field.");
                    continue;
                }
            };
            if slot.is_some() {
                errors.add(&pointer, "duplicate", "This field is there twice.");
                continue;
            }
            *slot = Some(read(field, most).await?);
        }
        if photo.as_ref().is_none_or(Vec::is_empty) {
            errors.add("/photo", "required", "This field is required.");
        }
        let alt = alt.map(String::from_utf8);
        match &alt {
            None => errors.add("/alt", "required", "This field is required."),
            Some(Err(_)) => errors.add("/alt", "invalid", "Write this in UTF-8."),
            Some(Ok(_)) => {}
        }
        match (photo, alt) {
            (Some(file), Some(Ok(alt))) if errors.0.is_empty() => {
                Ok(Self { input: PhotoInput { alt }, file })
            }
            _ => Err(Problem::invalid(errors)),
        }
    }
}

async fn read(mut field: Field<'_>, most: usize) -> Result<Vec<u8>, Problem> {
    let mut read = Vec::new();
    while let Some(chunk) = patiently(field.chunk()).await?.map_err(broken)? {
        if read.len() + chunk.len() > most {
            return Err(too_large(most));
        }
        read.extend_from_slice(&chunk);
    }
    Ok(read)
}

async fn patiently<T>(work: impl Future<Output = T>) -> Result<T, Problem> {
    tokio::time::timeout(SILENCE, work)
        .await
        .map_err(|_| Problem::new(400, "malformed_request", "The form stopped arriving halfway."))
}

fn too_large(most: usize) -> Problem {
    let detail = format!("A photograph has at most {} KiB.", most / 1024);
    Problem::new(413, "body_too_large", detail)
}

#[expect(clippy::needless_pass_by_value, reason = "this is how errors come")]
fn broken(error: MultipartError) -> Problem {
    match error.status().as_u16() {
        413 => Problem::new(413, "body_too_large", "The form is too large."),
        _ => Problem::new(400, "malformed_request", "The form did not arrive whole."),
    }
}
