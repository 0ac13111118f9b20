//! Depth: where a place in metres falls on the picture.

use tiny_skia::Path;

use super::{canvas::Canvas, color::Rgb, path::polygon};

/// An eye in a room or a street, looking straight ahead.
#[derive(Debug, Clone, Copy)]
pub struct Eye {
    /// Where on the picture it looks: the vanishing point.
    pub middle: (f32, f32),
    /// How high it is, in metres.
    pub height: f32,
    /// Units of the picture per metre at one metre's distance.
    pub zoom: f32,
}

/// A place: metres to the right, up, and away.
pub type Spot = (f32, f32, f32);

impl Eye {
    /// Where a place falls on the picture.
    pub fn see(&self, (x, y, z): Spot) -> (f32, f32) {
        let k = self.zoom / z.max(0.05);
        (self.middle.0 + x * k, self.middle.1 - (y - self.height) * k)
    }

    /// Units per metre at a distance.
    pub fn per_metre(&self, z: f32) -> f32 {
        self.zoom / z.max(0.05)
    }

    /// The outline of a flat shape.
    pub fn face(&self, corners: &[Spot]) -> Option<Path> {
        let points: Vec<(f32, f32)> = corners.iter().map(|spot| self.see(*spot)).collect();
        polygon(&points)
    }

    /// A box with its top, its front, and the side that can be seen.
    pub fn block(&self, c: &mut Canvas, (x0, y0, z0): Spot, (x1, y1, z1): Spot, color: Rgb) {
        let top = self.face(&[(x0, y1, z0), (x1, y1, z0), (x1, y1, z1), (x0, y1, z1)]);
        if y1 < self.height {
            c.fill(top.as_ref(), color.light(0.12), 1.0);
        }
        let centre = 0.0;
        if x0 > centre {
            let side = self.face(&[(x0, y0, z0), (x0, y1, z0), (x0, y1, z1), (x0, y0, z1)]);
            c.fill(side.as_ref(), color.dark(0.28), 1.0);
        }
        if x1 < centre {
            let side = self.face(&[(x1, y0, z0), (x1, y1, z0), (x1, y1, z1), (x1, y0, z1)]);
            c.fill(side.as_ref(), color.dark(0.20), 1.0);
        }
        let front = self.face(&[(x0, y0, z0), (x1, y0, z0), (x1, y1, z0), (x0, y1, z0)]);
        let (a, b) = (self.see((x0, y1, z0)), self.see((x0, y0, z0)));
        c.fall(front.as_ref(), (a.1, color), (b.1, color.dark(0.16)));
    }
}
