/**
 * Charts: what they say as values, drawn by JFreeChart, as SVG by Batik and as pictures. Both
 * libraries are known to this package alone.
 */
@NullMarked
package dev.sirencast.report.chart;

import org.jspecify.annotations.NullMarked;
