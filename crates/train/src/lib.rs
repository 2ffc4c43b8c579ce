//! The trainers of committed tables and models, as a library: the instruments train on a part of the data to measure
//! on the rest.

pub mod foreign;
pub mod names;
pub mod references;
