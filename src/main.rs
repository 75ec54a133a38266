use std::process::ExitCode;

/// A build makes and drops millions of small texts on all threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    handbook::command::run(std::env::args_os())
}
