/** What {@code --help} and {@code sirencast help} print, and how options are told apart there. */
@NullMarked
package dev.sirencast.cli.help;

import org.jspecify.annotations.NullMarked;
