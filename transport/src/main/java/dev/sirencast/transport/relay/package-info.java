/** The same channel between any two programs that speak UDP. */
@NullMarked
package dev.sirencast.transport.relay;

import org.jspecify.annotations.NullMarked;
