/** Draws numbers as pictures: lines over a logarithmic axis. */
@NullMarked
package dev.sirencast.experiments.plot;

import org.jspecify.annotations.NullMarked;
