/**
 * Signals: samples on a coordinate grid, the files they come from, and how far two of them differ.
 */
@NullMarked
package dev.sirencast.signal;

import org.jspecify.annotations.NullMarked;
