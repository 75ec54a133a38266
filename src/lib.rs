//! From a handbook's sources to what a group publishes, in five steps:
//!
//! 1. [`load`] reads Markdown and YAML into typed sources; every value keeps its place.
//! 2. [`resolve`] lays each edition's layers over the group's handbook. Nothing else merges anything.
//! 3. [`check`] looks at an edition and says what is wrong. Only it makes a [`check::Conforming`] edition.
//! 4. [`render`] turns a conforming edition into bytes: the site, the forms, the search index, the report.
//! 5. [`publish`] puts them where readers find them, whole or not at all.
//!
//! What the steps speak of: a [`bound`] is the set of behaviours that a standard permits, a [`clause`] is a numbered
//! piece of a regulation, [`prose`] the text in it, a [`form`] a record form, the [`book`] an edition for print, a [`finding`] something that a [`rule`]
//! forbids at a place in a [`source`]. What users read is in [`message`] files. [`command`] is the command line.

pub mod book;
pub mod bound;
pub mod check;
pub mod clause;
pub mod command;
pub mod commitment;
pub mod diagnostic;
pub mod digest;
pub mod finding;
pub mod form;
pub mod load;
pub mod message;
pub mod pixels;
pub mod prose;
pub mod publish;
pub mod render;
pub mod resolve;
pub mod rule;
pub mod source;
pub mod yaml;
