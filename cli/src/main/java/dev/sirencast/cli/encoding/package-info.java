/** From a trained network to its stream: what every command and every measurement calls. */
@NullMarked
package dev.sirencast.cli.encoding;

import org.jspecify.annotations.NullMarked;
