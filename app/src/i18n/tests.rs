use std::collections::HashSet;

use super::*;

#[test]
fn names_are_filled_in() {
    assert_eq!(fill("{a} and {b}, {a}{c}", &[("a", &1), ("b", &"two")]), "1 and two, 1");
    assert_eq!(fill("an { open end", &[]), "an ");
    assert_eq!(fill("ção", &[]), "ção");
}

#[test]
fn every_text_is_there_once_in_every_language_with_the_same_names() {
    let names = |text: &str| -> HashSet<String> {
        let parts = text.split('{').skip(1);
        parts.filter_map(|part| part.split_once('}')).map(|(name, _)| name.to_owned()).collect()
    };
    let mut seen = HashSet::new();
    for index in 0..catalogue::ALL {
        let [english, others @ ..] = Locale::ALL.map(|locale| catalogue::at(index, locale));
        assert!(seen.insert(english), "twice: {english}");
        for other in others {
            assert!(!other.trim().is_empty(), "missing: {english}");
            assert!(names(other).is_subset(&names(english)), "{english}: {other}");
            assert!(!other.contains('\u{1f}'), "{other}");
        }
    }
}

#[test]
fn what_use_cases_say_is_translated() {
    for (english, expected) in [
        ("Choose a date.", "Escolha uma data."),
        ("Use at most 80 characters.", "Use no máximo 80 caracteres."),
        ("Use a value from 1 to 10, not 77.", "Use um valor de 1 a 10, não 77."),
        (
            "Room 101 is taken by booking ABCD2345.",
            "O quarto 101 está tomado pela reserva ABCD2345.",
        ),
        ("This booking does not exist.", "Isto não existe: reserva."),
        ("Nobody has translated this: {", "Nobody has translated this: {"),
        ("", ""),
    ] {
        assert_eq!(translate(english, Locale::PtBr), expected, "{english}");
    }
}

#[test]
fn a_script_has_all_texts_of_its_language_and_a_name_of_its_own() {
    let names: HashSet<&str> = Locale::ALL.into_iter().map(script_name).collect();
    assert_eq!(names.len(), 3);
    let script = script(script_name(Locale::Es)).expect("a script");
    assert!(script.starts_with("window.pousadaTexts=\"") && script.contains("Mis viajes"));
    assert_eq!(script.matches("\\u001f").count(), catalogue::SHOWN - 1);
    assert_eq!(self::script("es.0000000000000000.js"), None);
}

/// The pages' source, without comments, tests and what is translated: whatever looks
/// like a text for people must be in the catalogue.
#[test]
fn no_page_has_a_text_of_its_own() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    for folder in ["pages", "pages/manage", "pages/personal", "components"] {
        for file in std::fs::read_dir(root.join(folder)).expect("a folder") {
            let path = file.expect("a file").path();
            if path.extension().is_some_and(|kind| kind == "rs") {
                let source = std::fs::read_to_string(&path).expect("a source");
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                found.extend(hard_coded(&source).into_iter().map(|text| format!("{name}: {text}")));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
    // The search itself finds what it should.
    assert_eq!(hard_coded("view! { <p>\"Hello you\"</p> }"), ["Hello you"]);
    assert_eq!(hard_coded("<Field label=\"Phone\" name=\"phone\" class=\"a b\" />"), ["Phone"]);
    assert_eq!(hard_coded("let a = format!(\"{} left\", n);"), ["{} left"]);
    assert!(
        hard_coded("t!(\n\"Hello you\"); plural!(n, \"{n} x\", \"{n} xs\"); // \"Hello you\"")
            .is_empty()
    );
}

/// Texts that are the same in all languages, or not for people.
const SAME: [&str; 11] = [
    "Pousada",
    "API",
    "CPF",
    "CNPJ",
    "CEP",
    "SP",
    "Paraty, RJ",
    "gallery gallery-{}",
    "room room-{}",
    "field {class}",
    "{about} {wrong}",
];

fn hard_coded(source: &str) -> Vec<String> {
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    let code: Vec<&str> =
        source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n").replace("\\\"", "'");
    let mut found = Vec::new();
    let mut rest = code.as_str();
    while let Some((_, after)) = rest.split_once('"') {
        let before = &code[..code.len() - after.len() - 1];
        let line = before.rsplit('\n').next().unwrap_or_default();
        if line.contains("// ") {
            rest = after.split_once('\n').map_or("", |(_, next)| next);
            continue;
        }
        let Some((text, next)) = after.split_once('"') else { break };
        if is_for_people(before.trim_end(), text) {
            found.push(text.to_owned());
        }
        rest = next;
    }
    found
}

fn is_for_people(before: &str, text: &str) -> bool {
    const SHOWN: [&str; 11] = [
        "label",
        "hint",
        "title",
        "text",
        "alt",
        "aria-label",
        "placeholder",
        "legend",
        "caption",
        "over",
        "description",
    ];
    let attribute = before
        .strip_suffix('=')
        .map(|rest| rest.trim_end().rsplit([' ', '\n', '<', '(', ':']).next().unwrap_or_default());
    if attribute.is_some_and(|name| !SHOWN.contains(&name)) {
        return false;
    }
    let plural = before
        .rsplit_once("plural!(")
        .is_some_and(|(_, inside)| inside.matches('(').count() >= inside.matches(')').count());
    let translated = plural || (before.ends_with("t!(") && !before.ends_with("format!("));
    // Of what is filled in nothing is known here.
    let own: String =
        text.split('{').map(|part| part.split_once('}').map_or(part, |(_, own)| own)).collect();
    let words = own.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let speaks = own.contains(' ') || own.starts_with(char::is_uppercase);
    let drawing = text.starts_with("tag")
        || (text.starts_with(['M', 'm']) && text.contains(|c: char| c.is_ascii_digit()));
    words
        && speaks
        && !translated
        && !drawing
        && !SAME.contains(&text.trim())
        && !text.starts_with('/')
}
