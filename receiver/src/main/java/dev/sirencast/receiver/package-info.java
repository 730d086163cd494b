/**
 * The receiver, which applications embed: frames in, from any socket or file, and a signal out.
 *
 * <p>It needs no maths library and no network library: its run-time closure is the codec, the
 * stream's messages, protobuf-java and zstd-jni.
 */
@NullMarked
package dev.sirencast.receiver;

import org.jspecify.annotations.NullMarked;
