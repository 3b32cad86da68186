# Die Priorität, die aus Auswirkung und Dringlichkeit folgt.
nav-priority = Prioritäten
priority-lead = Welche Priorität ein Vorgang durch seine Auswirkung und seine Dringlichkeit bekommt. Eine Änderung gilt für alles, was danach eröffnet oder neu eingestuft wird; was da ist, behält seine Priorität.
priority-cell = Auswirkung { $impact }, Dringlichkeit { $urgency }
priority-urgency = Dringlichkeit: { $urgency }
priority-apart = { $number ->
    [0] Jeder offene Vorgang hat die Priorität, die er hier bekommt, außer wo jemand davon abgewichen ist.
   *[other] Offen mit einer anderen Priorität, als sie hier bekämen, obwohl niemand davon abgewichen ist: { $count } ({ $names }).
}
priority-apart-see = Ansehen. Um sie anzugleichen, wählen Sie sie dort aus und legen die Priorität neu fest.
priority-would-be-apart = { $number ->
    [0] Kein offener Vorgang hat eine andere Priorität, als er hierdurch bekäme, außer wo jemand davon abgewichen ist.
   *[other] Offen mit einer anderen Priorität, als sie hierdurch bekämen: { $count } ({ $names }). Sie behalten ihre, bis jemand sie neu einstuft.
}
priority-raised = höher
priority-lowered = niedriger
priority-odd = auffällig
priority-change = { $cell }: { $after } statt { $before }.
priority-crossed = { $more } bekäme eine niedrigere Priorität als { $less }. Ist das gemeint?
did-log-set-priorities = hat festgelegt, welche Priorität aus Auswirkung und Dringlichkeit folgt
log-value-matrix-cell = Auswirkung, Dringlichkeit, Priorität
log-value-matrix-cell-before = Auswirkung, Dringlichkeit, Priorität vorher
refused-matrix-changed = Jemand anderes hat diese Prioritäten inzwischen geändert.
