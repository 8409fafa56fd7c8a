using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace JobInterview.Benchmarks.Report;

/// <summary>A plot as SVG without a background: words and axes take the page's side, light or dark, and the lines' colours stand on both.</summary>
internal static class PlotDrawing
{
    private const int Width = 720;
    private const int TitleDistance = 10;
    private const int Height = 340;
    private const int RoomForWiderFonts = 20;
    private const string Font = "Arial";                      // the drawing knows how wide its letters are

    private const string Sides = """
        <style>svg{color:#59636e}@media(prefers-color-scheme:dark){svg{color:#9198a1}}</style>
        """;

    private static readonly OxyColor[] Colours = [.. new[] { "#3b82c4", "#d9772b", "#3f9c5a", "#b45bb0", "#c94a4a", "#8a7a2f" }.Select(OxyColor.Parse)];

    public static string Draw(Plot plot)
    {
        var model = new PlotModel { Title = plot.Title, TitleFontSize = 14, DefaultColors = Colours, DefaultFont = Font, Background = OxyColors.Undefined };
        model.Axes.Add(Across(plot));
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Left, Title = plot.Up, Minimum = 0, MaximumPadding = 0.05, MajorGridlineStyle = LineStyle.Solid, MajorGridlineColor = OxyColor.Parse("#30808080") });
        if (plot.Lines.Length > 1)
        {
            model.Legends.Add(new Legend { LegendPlacement = LegendPlacement.Outside, LegendPosition = LegendPosition.BottomCenter, LegendOrientation = LegendOrientation.Horizontal, LegendPadding = RoomForWiderFonts });
        }

        foreach (var line in plot.Lines)
        {
            var series = new LineSeries { Title = line.Name, MarkerType = MarkerType.Circle, MarkerSize = 3 };
            series.Points.AddRange(line.Points.Select(point => new DataPoint(point.Across, point.Up)));
            model.Series.Add(series);
        }

        using var drawn = new MemoryStream();
        new SvgExporter { Width = Width, Height = Height, UseVerticalTextAlignmentWorkaround = true }.Export(model, drawn);
        var svg = System.Text.Encoding.UTF8.GetString(drawn.ToArray()).TrimStart('\uFEFF').ReplaceLineEndings("\n");
        return svg.Replace("black", "currentColor", StringComparison.Ordinal).Replace($"\"{Font}\"", $"\"{Font}, sans-serif\"", StringComparison.Ordinal)
            .Replace("<defs>", Sides + "\n  <defs>", StringComparison.Ordinal);
    }

    private static Axis Across(Plot plot) => plot.Doubles
        ? new LogarithmicAxis { Position = AxisPosition.Bottom, Title = plot.Across, AxisTitleDistance = TitleDistance, Base = 2, MinimumPadding = 0.02, MaximumPadding = 0.02 }
        : new LinearAxis { Position = AxisPosition.Bottom, Title = plot.Across, AxisTitleDistance = TitleDistance, MinimumPadding = 0.02, MaximumPadding = 0.02 };
}
