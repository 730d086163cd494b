/** From a trained network to its stream: what every command and every measurement calls. */
@NullMarked
package dev.sirencast.encoder;

import org.jspecify.annotations.NullMarked;
