/** Draws numbers as pictures: lines over an axis, logarithmic or even. */
@NullMarked
package dev.sirencast.experiments.plot;

import org.jspecify.annotations.NullMarked;
