//! Values as Rust source of constants. Floating point numbers go to a file of their own, which the compiler reads faster.

use std::borrow::Cow;
use std::fmt::{Debug, Write};
use std::io;
use std::path::Path;

/// Source that is being written.
#[derive(Default)]
pub(crate) struct Source {
    text: String,
    numbers: Vec<f32>,
}

/// What can be written as a constant expression.
pub(crate) trait Constant {
    fn put(&self, source: &mut Source);
}

impl Source {
    /// Adds a constant of the program.
    pub(crate) fn add(&mut self, name: &str, kind: &str, value: &impl Constant) {
        self.push(&format!("static {name}: {kind} = "));
        value.put(self);
        self.push(";\n");
    }

    pub(crate) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn debug(&mut self, value: &impl Debug) {
        write!(self.text, "{value:?}").expect("a string takes whatever is written");
    }

    fn items<'i, T: Constant + 'i>(&mut self, items: impl IntoIterator<Item = &'i T>) {
        self.push("[");
        for item in items {
            item.put(self);
            self.push(",");
        }
        self.push("]");
    }

    /// Writes the files `name.rs` and `name.f32` to a folder.
    pub(crate) fn save(self, folder: &Path, name: &str) -> io::Result<()> {
        let Source { text, numbers } = self;
        let count = numbers.len();
        let head = format!(
            "#[allow(long_running_const_eval, reason = \"some 200,000 numbers\")]
static NUMBERS: [f32; {count}] = decode(include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}.f32\")));

const fn numbers(start: usize, count: usize) -> Cow<'static, [f32]> {{
    Cow::Borrowed(NUMBERS.split_at(start).1.split_at(count).0)
}}

"
        );
        std::fs::write(folder.join(format!("{name}.rs")), head + &text)?;
        let bytes: Vec<u8> = numbers
            .iter()
            .flat_map(|number| number.to_le_bytes())
            .collect();
        std::fs::write(folder.join(format!("{name}.f32")), bytes)
    }
}

macro_rules! as_shown {
    ($($kind:ty),*) => {
        $(impl Constant for $kind {
            fn put(&self, source: &mut Source) {
                source.debug(self);
            }
        })*
    };
}
as_shown!(char, f32, i8, u8, u16, u32, usize);

impl<T: Constant, const COUNT: usize> Constant for [T; COUNT] {
    fn put(&self, source: &mut Source) {
        source.items(self);
    }
}

impl<A: Constant, B: Constant> Constant for (A, B) {
    fn put(&self, source: &mut Source) {
        source.push("(");
        self.0.put(source);
        source.push(",");
        self.1.put(source);
        source.push(")");
    }
}

impl Constant for Cow<'static, str> {
    fn put(&self, source: &mut Source) {
        source.push("Cow::Borrowed(");
        source.debug(self);
        source.push(")");
    }
}

impl Constant for Cow<'static, [f32]> {
    fn put(&self, source: &mut Source) {
        let start = source.numbers.len();
        source.numbers.extend_from_slice(self);
        source.push(&format!("numbers({start}, {})", self.len()));
    }
}

/// A slice of other items than numbers.
macro_rules! slice {
    ($($item:ty),*) => {
        $(impl $crate::source::Constant for std::borrow::Cow<'static, [$item]> {
            fn put(&self, source: &mut $crate::source::Source) {
                source.slice(self);
            }
        })*
    };
}
pub(crate) use slice;

slice!(char, i8, u32, (u8, f32), (u16, f32), [i8; 2], [f32; 27]);

impl Source {
    pub(crate) fn slice<T: Constant>(&mut self, items: &[T]) {
        self.push("Cow::Borrowed(&");
        self.items(items);
        self.push(")");
    }
}

/// Structures by their fields.
macro_rules! structure {
    ($($name:ident $(<$item:ident>)? { $($field:ident),* })*) => {
        $(impl $(<$item: Clone + 'static>)? $crate::source::Constant for $name $(<$item>)?
        where
            $(std::borrow::Cow<'static, [$item]>: $crate::source::Constant,)?
        {
            fn put(&self, source: &mut $crate::source::Source) {
                source.push(concat!(stringify!($name), " {"));
                $(
                    source.push(concat!(stringify!($field), ": "));
                    self.$field.put(source);
                    source.push(", ");
                )*
                source.push("}");
            }
        })*
    };
}
pub(crate) use structure;
