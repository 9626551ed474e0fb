//! The use cases of Landfast: what people and the schedule can make it do.
//!
//! Decides who may do what and in which order things are written; knows neither SQL nor HTTP nor an
//! AWS type. What it needs from outside are the traits in [`ports`].

pub mod ports;
