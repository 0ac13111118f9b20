//! Forms that work with and without JavaScript.
//!
//! A form is an ordinary `<form method="post">` to a server function. Without
//! JavaScript its failure comes back to the page as a [`Flash`]: the error and what
//! was typed. With JavaScript the same server function is called in place. Either
//! way [`FormContext`] gives each field its value and its error.

use std::{borrow::Cow, sync::Arc};

use leptos::{
    context::Provider,
    either::Either,
    ev::SubmitEvent,
    form::form_data_from_event,
    html,
    prelude::*,
    server_fn::{
        client::{Client, browser::BrowserClient},
        error::{FromServerFnError, ServerFnErrorErr},
        request::{ClientReq, browser::BrowserRequest},
        response::ClientRes,
    },
    task::spawn_local,
    wasm_bindgen::JsCast,
    web_sys::{HtmlFormElement, UrlSearchParams},
};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use serde::{Deserialize, Serialize};
use types::AppError;

use crate::{components::failure::here, error::ApiError, format::words, routes};

/// Has the form of that id say what its page says, when a page is made anew in place of another:
/// a browser keeps what was typed in a control whatever becomes of its attributes. A box that it
/// was opened in closes. What was typed before the code ran is left alone.
pub fn fresh(id: &'static str) {
    if Owner::current_shared_context().is_some_and(|it| it.during_hydration()) {
        return;
    }
    Effect::new(move |_| {
        let Some(form) = document().get_element_by_id(id) else { return };
        if let Ok(Some(around)) = form.closest("details") {
            _ = around.remove_attribute("open");
        }
        if let Ok(form) = form.dyn_into::<HtmlFormElement>() {
            form.reset();
        }
    });
}

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

/// What was brought back to a page; gone as soon as another is shown.
#[derive(Clone, Copy)]
pub struct FlashState {
    flash: StoredValue<Option<Flash>>,
    page: StoredValue<String>,
}

impl FlashState {
    /// Provides what came with the page.
    pub fn provide(flash: Option<Flash>) {
        let page = StoredValue::new(String::new());
        provide_context(Self { flash: StoredValue::new(flash), page });
    }

    /// Notes which page it came with, and forgets it when the visitor goes on. To be
    /// called inside of the router.
    pub fn forget_on_leaving(self) {
        self.page.set_value(here());
        let location = use_location();
        Effect::new(move |first: Option<()>| {
            location.pathname.track();
            location.search.track();
            if first.is_some() {
                self.flash.set_value(None);
            }
        });
    }

    /// What the server function at `path` refused. The page is compared too: it may
    /// be shown before the effect has run.
    fn of(path: &str) -> Option<Flash> {
        let state = use_context::<Self>()?;
        let mine = |flash: &&Flash| flash.path == path && state.page.get_value() == here();
        state.flash.with_value(|flash| flash.as_ref().filter(mine).cloned())
    }
}

/// What the fields of a form need to know.
#[derive(Clone)]
pub struct FormContext {
    id: Cow<'static, str>,
    error: Signal<Option<AppError>>,
    values: Option<Arc<Vec<(String, String)>>>,
    labels: StoredValue<Vec<(String, String)>>,
}

impl FormContext {
    fn new(
        id: Cow<'static, str>,
        error: Signal<Option<AppError>>,
        values: Option<Arc<Vec<(String, String)>>>,
    ) -> Self {
        Self { id, error, values, labels: StoredValue::new(Vec::new()) }
    }

    /// A form that is shown with an error from the start, such as a search.
    #[must_use]
    pub fn fixed(id: &'static str, error: Option<AppError>) -> Self {
        Self::new(id.into(), Signal::stored(error), None)
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

    /// Notes what the field at `pointer` is called, for the summary of errors.
    pub fn name_field(&self, pointer: &str, label: &str) {
        let (pointer, label) = (pointer.to_owned(), label.to_owned());
        self.labels.update_value(|labels| labels.push((pointer, label)));
    }

    /// What the field at `pointer` is called.
    fn label_of(&self, pointer: &str) -> String {
        let found = self.labels.with_value(|labels| {
            labels.iter().find(|(at, _)| at == pointer).map(|(_, label)| label.clone())
        });
        found.unwrap_or_else(|| {
            let last = pointer.rsplit('/').next().unwrap_or_default();
            words(last.trim_end_matches("_id"))
        })
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
///
/// This is what `ActionForm` does, but with one copy of its code for all forms: the
/// fields go to the server as the browser reads them, and become the function's
/// arguments there.
#[component]
pub fn PostForm(
    /// The server function's path.
    to: &'static str,
    /// The form's `id`, which those of its fields begin with.
    #[prop(into)]
    id: Cow<'static, str>,
    /// Whether the page that follows is loaded afresh.
    #[prop(optional)]
    reload: bool,
    /// Classes.
    #[prop(optional)]
    class: &'static str,
    /// Fields and button.
    children: Children,
) -> impl IntoView {
    let flash = FlashState::of(to);
    let values = flash.as_ref().map(|flash| Arc::new(flash.values.clone()));
    let error = RwSignal::new(flash.map(|flash| flash.error));
    let (busy, answers) = (RwSignal::new(false), RwSignal::new(0usize));
    let navigate = use_navigate();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        // A second click while the first is under way is none.
        if busy.get_untracked() {
            return;
        }
        let Some(fields) = fields(&event) else { return };
        busy.set(true);
        let navigate = navigate.clone();
        spawn_local(async move {
            match send(to, fields).await {
                // Stays busy: another page follows.
                Ok(path) if reload => _ = window().location().set_href(&path),
                Ok(path) => navigate(&path, NavigateOptions::default()),
                Err(refusal) => {
                    error.try_set(Some(refusal));
                    busy.try_set(false);
                    answers.try_update(|answers| *answers += 1);
                }
            }
        });
    };
    let context = FormContext::new(id.clone(), error.into(), values);
    let summary = error_summary(context.clone(), answers.into()).into_any();
    view! {
        <Provider value=Busy(busy.into())>
            <Provider value=context>
                <form id=id class=class method="post" action=to novalidate on:submit=submit>
                    {summary}
                    {children()}
                </form>
            </Provider>
        </Provider>
    }
}

/// A form's fields as the browser would send them.
fn fields(event: &SubmitEvent) -> Option<String> {
    let data = form_data_from_event(event).ok()?;
    let pairs = UrlSearchParams::new_with_str_sequence_sequence(&data).ok()?;
    pairs.to_string().as_string()
}

/// Calls the server function at `path`; gives the page to go to.
async fn send(path: &str, fields: String) -> Result<String, AppError> {
    let answer: Result<String, ApiError> = async {
        let (json, form) = ("application/json", "application/x-www-form-urlencoded");
        let request: BrowserRequest =
            ClientReq::<ApiError>::try_new_post(path, form, json, fields)?;
        let response = <BrowserClient as Client<ApiError>>::send(request).await?;
        let failed = ClientRes::<ApiError>::status(&response) >= 400;
        let text: String = ClientRes::<ApiError>::try_into_string(response).await?;
        let read =
            if failed { serde_json::from_str(&text).map(Err) } else { serde_json::from_str(&text) };
        let answer: Result<String, AppError> = read.map_err(|error| {
            ApiError::from_server_fn_error(ServerFnErrorErr::Deserialization(error.to_string()))
        })?;
        answer.map_err(ApiError)
    }
    .await;
    answer.map_err(|ApiError(error)| error)
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
            let label = context.label_of(&field.pointer);
            let detail = field.detail.clone();
            view! { <li><a href=href rel="external">{label}</a>": " {detail}</li> }
        });
        let items = items.collect_view();
        let sign_in = (error.code == "unauthenticated").then(|| {
            let href = routes::sign_in(&here());
            view! { <p><a href=href>{t!("Sign in")}</a></p> }
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
