use std::process::ExitCode;

fn main() -> ExitCode {
    handbook::command::run(std::env::args_os())
}
