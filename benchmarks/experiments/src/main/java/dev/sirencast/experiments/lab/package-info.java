/**
 * What experiments are made of: signals, recipes, trainings side by side, and measurements under
 * noise.
 */
@NullMarked
package dev.sirencast.experiments.lab;

import org.jspecify.annotations.NullMarked;
