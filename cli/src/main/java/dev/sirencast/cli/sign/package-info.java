/** The commands {@code sign} and {@code verify}. */
@NullMarked
package dev.sirencast.cli.sign;

import org.jspecify.annotations.NullMarked;
