//! Pousada's server: pages, REST API, worker and command line.
//!
//! The two doors to the use cases of `pousada_core` are [`api`] for integrations and
//! [`pages`] for people; [`router`] puts them together behind the [`layers`] that
//! every request passes. [`jobs`] does the work that follows a commit. [`cli`] is
//! what the binary `pousada` can be asked to do.
#![warn(missing_docs)]

pub mod api;
pub mod cli;
pub mod config;
pub mod ical;
pub mod jobs;
pub mod layers;
pub mod pages;
pub mod probes;
pub mod robots;
pub mod router;
pub mod serve;
pub mod site;
pub mod state;
pub mod telemetry;
