/** The commands {@code pack} and {@code unpack}: weights of other programs, in and out. */
@NullMarked
package dev.sirencast.cli.pack;

import org.jspecify.annotations.NullMarked;
