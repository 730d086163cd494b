package dev.sirencast.cli;

import picocli.CommandLine.Command;

/** {@code bench}: measurements, each beside its peer. */
@Command(
    name = "bench",
    description = "Measures on this machine what BENCHMARKS.md says of others.",
    synopsisSubcommandLabel = "WHAT",
    subcommands = {BenchDecodeCommand.class, BenchCodecCommand.class},
    mixinStandardHelpOptions = true)
final class BenchCommand {}
