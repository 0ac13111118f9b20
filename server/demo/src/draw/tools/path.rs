//! Shapes.

use tiny_skia::{Path, PathBuilder};

/// A path out of straight lines.
pub fn polygon(points: &[(f32, f32)]) -> Option<Path> {
    let mut path = PathBuilder::new();
    let (first, rest) = points.split_first()?;
    path.move_to(first.0, first.1);
    for point in rest {
        path.line_to(point.0, point.1);
    }
    path.close();
    path.finish()
}

/// A line through `points`, left open.
pub fn trail(points: &[(f32, f32)]) -> Option<Path> {
    let mut path = PathBuilder::new();
    let (first, rest) = points.split_first()?;
    path.move_to(first.0, first.1);
    for point in rest {
        path.line_to(point.0, point.1);
    }
    path.finish()
}

/// A box by its left, top, right and bottom.
pub fn rect(x0: f32, y0: f32, x1: f32, y1: f32) -> Option<Path> {
    polygon(&[(x0, y0), (x1, y0), (x1, y1), (x0, y1)])
}

/// An ellipse by its centre and radii.
pub fn ellipse(cx: f32, cy: f32, rx: f32, ry: f32) -> Option<Path> {
    let rect = tiny_skia::Rect::from_ltrb(cx - rx, cy - ry, cx + rx, cy + ry)?;
    PathBuilder::from_oval(rect)
}

/// A box with corners rounded by `r`.
pub fn rounded(x0: f32, y0: f32, x1: f32, y1: f32, r: f32) -> Option<Path> {
    let mut p = PathBuilder::new();
    p.move_to(x0 + r, y0);
    p.line_to(x1 - r, y0);
    p.quad_to(x1, y0, x1, y0 + r);
    p.line_to(x1, y1 - r);
    p.quad_to(x1, y1, x1 - r, y1);
    p.line_to(x0 + r, y1);
    p.quad_to(x0, y1, x0, y1 - r);
    p.line_to(x0, y0 + r);
    p.quad_to(x0, y0, x0 + r, y0);
    p.close();
    p.finish()
}

/// A line bent once, from `a` by way of `b` to `c`.
pub fn bend(a: (f32, f32), b: (f32, f32), c: (f32, f32)) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.move_to(a.0, a.1);
    path.quad_to(b.0, b.1, c.0, c.1);
    path.finish()
}
