//! Writes all pictures of the demonstration: `cargo run -p demo --example pictures -- DIR`.

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "pictures".to_owned());
    let start = std::time::Instant::now();
    let written = demo::draw::write_all(folder.as_ref(), &|| {})?;
    println!("{written} pictures in {folder} after {:.1} s", start.elapsed().as_secs_f32());
    Ok(())
}
