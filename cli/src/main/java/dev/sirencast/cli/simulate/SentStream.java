package dev.sirencast.cli.simulate;

import dev.sirencast.cli.options.Fidelity;
import dev.sirencast.receiver.Reception;
import dev.sirencast.simulation.SimulatedStream;
import java.nio.file.Path;

/**
 * A stream as it is sent in trials.
 *
 * @param file where it was read
 * @param protection the name of what it was protected with, empty for its own
 * @param bytes of all frames
 * @param clean what comes of all of them
 * @param fidelity how near that is to the original
 * @param simulated what trials work with
 */
record SentStream(
    Path file,
    String protection,
    long bytes,
    Reception clean,
    Fidelity fidelity,
    SimulatedStream simulated) {}
