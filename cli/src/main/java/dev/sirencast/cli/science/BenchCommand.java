package dev.sirencast.cli.science;

import picocli.CommandLine.Command;

/** {@code bench}: measurements, each beside its peer. */
@Command(
    name = "bench",
    description = "Measures on this machine what BENCHMARKS.md says of others.",
    synopsisSubcommandLabel = "WHAT",
    subcommands = {
      BenchDecodeCommand.class,
      BenchTrainCommand.class,
      BenchEnginesCommand.class,
      BenchCodecCommand.class,
      BenchPatchesCommand.class,
      BenchSimulateCommand.class,
      BenchCarouselCommand.class
    },
    mixinStandardHelpOptions = true)
public final class BenchCommand {}
