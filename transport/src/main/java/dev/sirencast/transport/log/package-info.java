/**
 * Streams of frames on a log that other programs keep: what is written once, any number may read,
 * at any time. Which logs there are, modules of their own say ({@code FrameLogProvider}).
 */
@NullMarked
package dev.sirencast.transport.log;

import org.jspecify.annotations.NullMarked;
