/** The {@code sirencast} command line. */
@NullMarked
package dev.sirencast.cli;

import org.jspecify.annotations.NullMarked;
