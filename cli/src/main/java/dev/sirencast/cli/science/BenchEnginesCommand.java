package dev.sirencast.cli.science;

import picocli.CommandLine.Command;

/** {@code bench engines}: what {@code bench train} was called. */
@Command(name = "engines", hidden = true)
final class BenchEnginesCommand extends BenchTrainCommand {}
