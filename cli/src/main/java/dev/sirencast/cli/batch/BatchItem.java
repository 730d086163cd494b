package dev.sirencast.cli.batch;

import java.nio.file.Path;

/**
 * A signal of a batch, and where its stream goes.
 *
 * @param input as it was named, or found
 * @param name the output below its folder, between slashes: what tells signals of a batch apart
 * @param output the stream's file
 */
record BatchItem(String input, String name, Path output) {}
