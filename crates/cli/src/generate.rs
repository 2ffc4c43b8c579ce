//! What is made of the definitions of the flags: completions for shells, manual pages.

use clap::CommandFactory;

use crate::flags::CompletingShell;
use crate::outcome::{Outcome, Trouble, print};

/// Prints what makes a shell complete the options of a program.
///
/// # Errors
/// The output cannot be written.
pub(crate) fn completions<Flags: CommandFactory>(
    shell: CompletingShell,
) -> Result<Outcome, Trouble> {
    let mut command = Flags::command();
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    let shell = clap_complete::Shell::from(shell);
    clap_complete::generate(shell, &mut command, &name, &mut script);
    // For bash the generator names a subcommand in two ways where the name of the program has a hyphen.
    let script = String::from_utf8_lossy(&script)
        .replace(&name.replace('-', "__subcmd__"), &name.replace('-', "__"));
    print(&script)?;
    Ok(Outcome::Found)
}

/// Prints the manual page of a program in roff; those of its subcommands follow.
///
/// # Errors
/// The output cannot be written.
pub(crate) fn manual<Flags: CommandFactory>() -> Result<Outcome, Trouble> {
    let mut command = Flags::command();
    command.build();
    let mut pages = page(&command)?;
    for subcommand in command.get_subcommands() {
        if subcommand.get_name() != "help" && !subcommand.is_hide_set() {
            pages.push_str(&page(subcommand)?);
        }
    }
    print(&pages)?;
    Ok(Outcome::Found)
}

fn page(command: &clap::Command) -> Result<String, Trouble> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone())
        .render(&mut page)
        .map_err(|error| Trouble::new(format!("cannot write the manual page: {error}")))?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}
