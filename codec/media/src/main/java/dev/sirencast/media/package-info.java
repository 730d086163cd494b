/**
 * Files of signals, in and out: pictures, CT slices, sound and video; and what is done to a signal
 * before it is encoded.
 *
 * <p>Pictures need the module {@code java.desktop}; what the receiver needs does not.
 */
@NullMarked
package dev.sirencast.media;

import org.jspecify.annotations.NullMarked;
