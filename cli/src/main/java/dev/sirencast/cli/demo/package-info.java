/** The command {@code demo}. */
@NullMarked
package dev.sirencast.cli.demo;

import org.jspecify.annotations.NullMarked;
