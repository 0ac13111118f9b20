//! Fields of forms: a label, a control, a hint and an error that belong together.

use leptos::{either::Either, prelude::*};

use super::form::FormContext;

/// What a control and its surroundings share.
struct Parts {
    id: String,
    value: String,
    hint_id: Option<String>,
    error_id: String,
    error: Signal<Option<String>>,
    described: Signal<Option<String>>,
}

fn parts(name: &str, at: &str, label: &str, value: String, hint: &str) -> Parts {
    let form = FormContext::get();
    let pointer = if at.is_empty() { format!("/{name}") } else { at.to_owned() };
    let id = form.field_id(&pointer);
    form.name_field(&pointer, label);
    let error = form.error_at(&pointer);
    let hint_id = (!hint.is_empty()).then(|| format!("{id}-hint"));
    let error_id = format!("{id}-error");
    let (about, wrong) = (hint_id.clone(), error_id.clone());
    let described = Signal::derive(move || {
        let wrong = error.with(Option::is_some).then(|| wrong.clone());
        match (about.clone(), wrong) {
            (Some(about), Some(wrong)) => Some(format!("{about} {wrong}")),
            (about, wrong) => about.or(wrong),
        }
    });
    let value = form.value(name).filter(|_| !name.contains("password")).unwrap_or(value);
    Parts { id, value, hint_id, error_id, error, described }
}

fn given(text: &'static str) -> Option<&'static str> {
    (!text.is_empty()).then_some(text)
}

fn label(id: String, text: String, optional: bool) -> AnyView {
    let optional = optional.then(|| view! { <span class="optional">" "{t!("(optional)")}</span> });
    view! { <label for=id>{text}{optional}</label> }.into_any()
}

fn around(
    label: AnyView,
    control: AnyView,
    parts: &Parts,
    hint: &'static str,
    class: &str,
) -> AnyView {
    let hint = parts.hint_id.clone().map(|id| view! { <p class="hint" id=id>{hint}</p> });
    let error = error_line(parts);
    view! { <div class=format!("field {class}")>{label}{control}{hint}{error}</div> }.into_any()
}

fn error_line(parts: &Parts) -> AnyView {
    let (error, error_id) = (parts.error, parts.error_id.clone());
    let line = move || match error.get() {
        Some(text) => Either::Left(view! { <p class="error" id=error_id.clone()>{text}</p> }),
        None => Either::Right(()),
    };
    line.into_any()
}

fn invalid(error: Signal<Option<String>>) -> impl Fn() -> Option<&'static str> + Send + 'static {
    move || error.with(Option::is_some).then_some("true")
}

/// What an `<input>` of that kind can hold of a value; browsers complain of the rest.
fn shown(kind: &str, value: &str) -> String {
    let fits = match kind {
        "number" => value.trim().parse::<i32>().is_ok(),
        "date" => value.len() == 10 && value.bytes().all(|b| b.is_ascii_digit() || b == b'-'),
        _ => true,
    };
    if fits { value.to_owned() } else { String::new() }
}

/// A field for one line.
#[component]
pub fn Field(
    /// Its name in the form.
    name: &'static str,
    /// What to write into it.
    #[prop(into)]
    label: String,
    /// Where its errors point to; `/name` if absent.
    #[prop(optional)]
    at: &'static str,
    /// The kind of `<input>`.
    #[prop(default = "text")]
    kind: &'static str,
    /// What it holds at first.
    #[prop(optional, into)]
    value: String,
    /// What helps to fill it in.
    #[prop(optional)]
    hint: &'static str,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// What browsers may fill in.
    #[prop(optional)]
    autocomplete: &'static str,
    /// Which keyboard telephones show.
    #[prop(optional)]
    inputmode: &'static str,
    /// The least value.
    #[prop(optional, into)]
    min: String,
    /// The greatest value.
    #[prop(optional, into)]
    max: String,
    /// The `id` of a list of suggestions.
    #[prop(optional)]
    list: &'static str,
    /// An example.
    #[prop(optional)]
    placeholder: &'static str,
    /// Classes.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let parts = parts(name, at, &label, value, hint);
    let (error, described) = (parts.error, parts.described);
    let control = view! {
        <input
            id=parts.id.clone()
            name=name
            type=kind
            value=shown(kind, &parts.value)
            required=!optional
            autocomplete=given(autocomplete)
            inputmode=given(inputmode)
            min=(!min.is_empty()).then_some(min)
            max=(!max.is_empty()).then_some(max)
            list=given(list)
            placeholder=given(placeholder)
            aria-invalid=invalid(error)
            aria-describedby=move || described.get()
        />
    };
    let text = self::label(parts.id.clone(), label, optional);
    around(text, control.into_any(), &parts, hint, class)
}

/// A field for several lines.
#[component]
pub fn TextArea(
    /// Its name in the form.
    name: &'static str,
    /// What to write into it.
    #[prop(into)]
    label: String,
    /// What it holds at first.
    #[prop(optional, into)]
    value: String,
    /// What helps to fill it in.
    #[prop(optional)]
    hint: &'static str,
    /// How many lines it shows.
    #[prop(default = 4)]
    rows: u8,
    /// Whether it may stay empty.
    #[prop(default = true)]
    optional: bool,
) -> impl IntoView {
    let parts = parts(name, "", &label, value, hint);
    let (error, described) = (parts.error, parts.described);
    let control = view! {
        <textarea
            id=parts.id.clone()
            name=name
            rows=rows.to_string()
            required=!optional
            aria-invalid=invalid(error)
            aria-describedby=move || described.get()
        >
            {parts.value.clone()}
        </textarea>
    };
    let text = self::label(parts.id.clone(), label, optional);
    around(text, control.into_any(), &parts, hint, "")
}

/// A choice of one out of a list.
#[component]
pub fn Select(
    /// Its name in the form.
    name: &'static str,
    /// What to choose.
    #[prop(into)]
    label: String,
    /// Where its errors point to; `/name` if absent.
    #[prop(optional)]
    at: &'static str,
    /// Values, each with its text.
    options: Vec<(String, String)>,
    /// What is chosen at first.
    #[prop(optional, into)]
    value: String,
    /// What helps to choose.
    #[prop(optional)]
    hint: &'static str,
    /// Classes.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let parts = parts(name, at, &label, value, hint);
    let (error, described) = (parts.error, parts.described);
    let options = options
        .into_iter()
        .map(|(value, text)| {
            let selected = value == parts.value;
            view! { <option value=value selected=selected>{text}</option> }
        })
        .collect_view();
    let control = view! {
        <select
            id=parts.id.clone()
            name=name
            aria-invalid=invalid(error)
            aria-describedby=move || described.get()
        >
            {options}
        </select>
    };
    let text = self::label(parts.id.clone(), label, false);
    around(text, control.into_any(), &parts, hint, class)
}

/// Boxes to tick, any number of them; sent as `name[]`.
#[component]
pub fn Checkboxes(
    /// Their name in the form, with `[]`.
    name: &'static str,
    /// What to choose.
    #[prop(into)]
    legend: String,
    /// Values, each with its text.
    options: Vec<(&'static str, String)>,
    /// What is ticked at first.
    ticked: Vec<String>,
) -> impl IntoView {
    let ticked = FormContext::get().ticked(name).unwrap_or(ticked);
    let at = format!("/{}", name.trim_end_matches("[]"));
    let parts = parts(name, &at, &legend, String::new(), "");
    let described = parts.described;
    let boxes = options
        .into_iter()
        .map(|(value, text)| {
            let checked = ticked.iter().any(|code| code.as_str() == value);
            view! {
                <label class="tick">
                    <input type="checkbox" name=name value=value checked=checked />
                    <span>{text}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field" id=parts.id.clone() tabindex="-1" aria-describedby=move || described.get()>
            <legend>{legend}</legend>
            <div class="ticks">{boxes}</div>
            {error_line(&parts)}
        </fieldset>
    }
}

/// One box to tick; sent as `yes`.
#[component]
pub fn Tick(
    /// Its name in the form.
    name: &'static str,
    /// What it means.
    #[prop(into)]
    label: String,
    /// Whether it is ticked at first.
    checked: bool,
) -> impl IntoView {
    let before = FormContext::get().ticked(name).map(|ticked| !ticked.is_empty());
    let checked = before.unwrap_or(checked);
    let parts = parts(name, "", &label, String::new(), "");
    let (error, described) = (parts.error, parts.described);
    view! {
        <div class="field">
            <label class="tick">
                <input id=parts.id.clone() type="checkbox" name=name value="yes" checked=checked
                    aria-invalid=invalid(error) aria-describedby=move || described.get() />
                <span>{label}</span>
            </label>
            {error_line(&parts)}
        </div>
    }
}

/// A value that goes with the form unseen.
#[component]
pub fn Hidden(
    /// Its name in the form.
    name: &'static str,
    /// Its value.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    view! { <input type="hidden" name=name value=value /> }
}
