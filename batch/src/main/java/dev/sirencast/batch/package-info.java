/**
 * Many tasks of one kind, run by an engine: threads of this process, or a cluster.
 *
 * <p>A task is a line of text, and so is its result: nothing of ours is serialised by Java, and an
 * engine knows no more than lines. What they say is for the {@linkplain
 * dev.sirencast.batch.TaskKind kind} to know, which every process with the same jars finds by its
 * name.
 */
@NullMarked
package dev.sirencast.batch;

import org.jspecify.annotations.NullMarked;
