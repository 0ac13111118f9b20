//! Forms that work with and without JavaScript.
//!
//! A form is an ordinary `<form method="post">` to a server function. Without
//! JavaScript its failure comes back to the page as a [`Flash`]: the error and what
//! was typed. With JavaScript the same server function is called in place. Either
//! way [`FormContext`] gives each field its value and its error.

use std::sync::Arc;

use leptos::{
    context::Provider, either::Either, ev::SubmitEvent, form::FromFormData, html, prelude::*,
    server_fn::ServerFn,
};
use leptos_router::hooks::{use_location, use_navigate};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use types::AppError;

use crate::{
    components::failure::here,
    error::{ApiError, flat},
    format::words,
    routes,
};

/// What a form without JavaScript brings back to its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flash {
    /// The server function that refused.
    pub path: String,
    /// Why.
    pub error: AppError,
    /// What was typed, by field, without passwords.
    pub values: Vec<(String, String)>,
}

/// What was brought back to this page; gone as soon as another is shown.
#[derive(Clone, Copy)]
pub struct FlashState(StoredValue<Option<Flash>>);

impl FlashState {
    /// Provides what came with the page.
    pub fn provide(flash: Option<Flash>) {
        provide_context(Self(StoredValue::new(flash)));
    }

    /// Forgets it when the visitor goes on to another page.
    pub fn forget_on_leaving(self) {
        let location = use_location();
        Effect::new(move |first: Option<()>| {
            location.pathname.track();
            location.search.track();
            if first.is_some() {
                self.0.set_value(None);
            }
        });
    }

    fn of(path: &str) -> Option<Flash> {
        let state = use_context::<Self>()?;
        state.0.with_value(|flash| flash.as_ref().filter(|flash| flash.path == path).cloned())
    }
}

/// What the fields of a form need to know.
#[derive(Clone)]
pub struct FormContext {
    id: &'static str,
    error: Signal<Option<AppError>>,
    values: Option<Arc<Vec<(String, String)>>>,
}

impl FormContext {
    /// A form that is shown with an error from the start, such as a search.
    #[must_use]
    pub fn fixed(id: &'static str, error: Option<AppError>) -> Self {
        Self { id, error: Signal::stored(error), values: None }
    }

    /// The context of the form around this place.
    #[must_use]
    pub fn get() -> Self {
        use_context().unwrap_or_else(|| Self::fixed("form", None))
    }

    /// What was typed into a field, if the form was sent before.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<String> {
        let values = self.values.as_ref()?;
        Some(values.iter().find(|(key, _)| key == name).map(|(_, v)| v.clone()).unwrap_or_default())
    }

    /// Which boxes of that name were ticked, if the form was sent before.
    #[must_use]
    pub fn ticked(&self, name: &str) -> Option<Vec<String>> {
        let values = self.values.as_ref()?;
        Some(values.iter().filter(|(key, _)| key == name).map(|(_, v)| v.clone()).collect())
    }

    /// What is said of the field at `pointer`.
    pub fn error_at(&self, pointer: &str) -> Signal<Option<String>> {
        let (error, pointer) = (self.error, pointer.to_owned());
        Signal::derive(move || {
            error.with(|error| {
                let errors = &error.as_ref()?.errors;
                let here = errors.iter().filter(|error| error.pointer == pointer);
                let texts: Vec<&str> = here.map(|error| error.detail.as_str()).take(3).collect();
                (!texts.is_empty()).then(|| texts.join(" "))
            })
        })
    }

    /// The `id` of the field at `pointer`.
    #[must_use]
    pub fn field_id(&self, pointer: &str) -> String {
        format!("{}{}", self.id, pointer.replace('/', "-"))
    }

    /// The form's error.
    #[must_use]
    pub fn error(&self) -> Signal<Option<AppError>> {
        self.error
    }
}

/// A form that a server function takes. What the function answers is the path to
/// go to; with `reload` the browser loads it afresh, as after signing in.
#[component]
pub fn PostForm<F>(
    /// What the function is called by.
    action: ServerAction<F>,
    /// The form's `id`, which those of its fields begin with.
    id: &'static str,
    /// Whether the page that follows is loaded afresh.
    #[prop(optional)]
    reload: bool,
    /// Classes.
    #[prop(optional)]
    class: &'static str,
    /// Fields and button.
    children: Children,
) -> impl IntoView
where
    F: ServerFn<Output = Result<String, AppError>, Error = ApiError>
        + DeserializeOwned
        + Clone
        + Send
        + Sync
        + 'static,
{
    let (value, version, pending) = (action.value(), action.version(), action.pending());
    let flash = FlashState::of(F::PATH);
    let values = flash.as_ref().map(|flash| Arc::new(flash.values.clone()));
    let before = StoredValue::new(flash.map(|flash| flash.error));
    let unreadable = RwSignal::new(None::<AppError>);
    let error = Signal::derive(move || match value.get() {
        Some(answer) => flat(answer).err(),
        None => unreadable.get().or_else(|| before.get_value()),
    });
    let navigate = use_navigate();
    Effect::new(move |_| {
        if let Some(Ok(Ok(path))) = value.get() {
            if reload {
                _ = window().location().set_href(&path);
            } else {
                navigate(&path, Default::default());
            }
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        // A second click while the first is under way is none.
        if pending.get_untracked() {
            return;
        }
        match F::from_event(&event) {
            Ok(input) => drop(action.dispatch(input)),
            Err(_) => {
                let detail = "We could not read this form. Load the page again and repeat.";
                unreadable.set(Some(AppError::new(422, "invalid_input", detail)));
            }
        }
    };
    let busy = Signal::derive(move || pending.get() || matches!(value.get(), Some(Ok(Ok(_)))));
    let context = FormContext { id, error, values };
    let summary = error_summary(context.clone(), version.into()).into_any();
    view! {
        <Provider value=Busy(busy)>
            <Provider value=context>
                <form id=id class=class method="post" action=F::url() novalidate on:submit=submit>
                    {summary}
                    {children()}
                </form>
            </Provider>
        </Provider>
    }
}

/// Whether the form around this place is being sent.
#[derive(Clone, Copy)]
pub struct Busy(pub Signal<bool>);

/// The button that sends the form.
#[component]
pub fn Submit(
    /// What it does.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let busy = use_context::<Busy>().map(|busy| busy.0);
    let is_busy = move || busy.is_some_and(|busy| busy.get());
    view! {
        <button type="submit" class="btn btn-main" aria-busy=move || is_busy().to_string()>
            {label}
        </button>
    }
}

/// What a field is called in a summary of errors.
fn label_of(pointer: &str) -> String {
    match pointer {
        "/document/number" => "Document number".to_owned(),
        "/document/kind" => "Document".to_owned(),
        "/address/number" => "Street number".to_owned(),
        "/base_price" | "/price" => "Price per night".to_owned(),
        "/room_type_id" => "Room type".to_owned(),
        _ => words(pointer.rsplit('/').next().unwrap_or_default()),
    }
}

/// What is wrong with the form, above it and focused.
fn error_summary(context: FormContext, version: Signal<usize>) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let error = context.error;
    Effect::new(move |_| {
        if version.get() > 0
            && error.with(Option::is_some)
            && let Some(node) = node.get()
        {
            _ = node.focus();
        }
    });
    move || {
        let Some(error) = error.get() else { return Either::Left(()) };
        let items = error.errors.iter().map(|field| {
            let href = format!("#{}", context.field_id(&field.pointer));
            let label = label_of(&field.pointer);
            let detail = field.detail.clone();
            view! { <li><a href=href rel="external">{label}</a>": " {detail}</li> }
        });
        let items = items.collect_view();
        let sign_in = (error.code == "unauthenticated").then(|| {
            let href = routes::sign_in(&here());
            view! { <p><a href=href>"Sign in"</a></p> }
        });
        Either::Right(view! {
            <div class="alert alert-bad" role="alert" tabindex="-1" autofocus node_ref=node>
                <p class="font-semibold">{error.detail.clone()}</p>
                <ul>{items}</ul>
                {sign_in}
            </div>
        })
    }
}
