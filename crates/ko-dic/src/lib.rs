//! The Korean dictionary as data: one compressed blob, unpacked at build time, and a loader.
