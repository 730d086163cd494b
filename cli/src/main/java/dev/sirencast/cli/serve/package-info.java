/** The commands {@code serve}, {@code list} and {@code fetch}. */
@NullMarked
package dev.sirencast.cli.serve;

import org.jspecify.annotations.NullMarked;
