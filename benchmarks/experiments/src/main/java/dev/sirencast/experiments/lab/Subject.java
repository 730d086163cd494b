package dev.sirencast.experiments.lab;

import dev.sirencast.signal.Signal;

/**
 * A signal that networks are trained on.
 *
 * @param name short name for tables, such as {@code kodim01}
 * @param source what was taken of which file, such as {@code kodak/kodim01.png, 64x43}
 * @param signal the samples
 */
public record Subject(String name, String source, Signal signal) {}
