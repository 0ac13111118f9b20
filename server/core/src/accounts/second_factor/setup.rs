//! What an authenticator app is given.

use qrcode::{Color, QrCode};
use types::second_factor::SecondFactorSetup;
use url::form_urlencoded::byte_serialize;

use super::totp::base32;
use crate::error::{Error, Result};

/// The name under which apps list the account.
const ISSUER: &str = "Pousada";

/// The light border of a QR code, in modules (ISO/IEC 18004).
const QUIET: usize = 4;

pub(super) fn setup(secret: &[u8], email: &str) -> Result<SecondFactorSetup> {
    let secret = base32(secret);
    let account: String = byte_serialize(email.as_bytes()).collect();
    let uri = format!(
        "otpauth://totp/{ISSUER}:{account}?secret={secret}&issuer={ISSUER}&algorithm=SHA1&digits=6&period=30"
    );
    let qr_svg = svg(&uri)?;
    Ok(SecondFactorSetup { secret, uri, qr_svg })
}

/// A QR code as one path, without styles: policies of pages need not allow any.
fn svg(text: &str) -> Result<String> {
    let code = QrCode::new(text).map_err(|error| Error::internal(error.to_string()))?;
    let width = code.width();
    let mut path = String::new();
    for (at, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let (x, y) = (at % width + QUIET, at / width + QUIET);
            path.push_str(&format!("M{x} {y}h1v1h-1z"));
        }
    }
    let size = width + 2 * QUIET;
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" \
         shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{size}v{size}H0z\"/>\
         <path fill=\"#000\" d=\"{path}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_what_apps_read() {
        let made = setup(b"12345678901234567890", "ana+2@example.com").expect("made");
        assert_eq!(made.secret, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(
            made.uri,
            "otpauth://totp/Pousada:ana%2B2%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
             &issuer=Pousada&algorithm=SHA1&digits=6&period=30"
        );
        assert!(made.qr_svg.starts_with("<svg ") && !made.qr_svg.contains("style"));
        // The three squares in the corners begin at the border.
        assert!(made.qr_svg.contains("d=\"M4 4h1v1h-1zM5 4h1v1h-1z"));
    }
}
