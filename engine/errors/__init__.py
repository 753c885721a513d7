"""What can go wrong in the engine; a class's docstring is the message that people read.

AlurError
    Refused
        NotAllowed
            NotYours
            CopyNotYours
        NotFound
            LoginUnknown
        AlreadyExists
        StaleForm
        SignInRefused
        SignInPaused
        ProofPaused
        PasswordTooWeak
        PasswordNeeded
        OldPasswordWrong
        RealOffice
        PostHeld
        CapacityUnfit
        RoleUnfit
        OwnAccount
        LastAdministrator
        UnderReview
        DraftExists
        OwnWork
        NothingChanged
        NobodyReached
        VersionCame
        MayUndo
        WaySplits
        RowNeeded
        LastRow
        RowsNotNeighbours
        NotEarlier
        DecisionLost
        LaneUsed
        NothingToDraw
        AlreadyDone
        TakenByAnother
        NotInForce
        Superseded
        OnThatVersion
        StepMoved
        SeveralBranches
        PlaceMissing
        PlaceNeedless
        PlaceInBranch
        InstanceEnded
        PeriodRunning
        OutputMissing
        PaperChanged
        NoCopyOf
        SameCopy
        CopyOfItself
        TooManyCopies
        ShownChanged
        DecisionMissing
        DecisionUnknown
        ReasonMissing
        TableChanged
        ArrangedByAnother
        Crowded
    BadInput
        BadName
        BadAnchor
        BadPeriod
        BadHours
        BadImport
        BadCondition
        NoBundle
        FileTwice
        BadPaper
        BundleTooLarge
        BadBundle
        EngineRefused
        NotADiagram
        DiagramTooLarge
        KeyUnfit
        EffectiveTooEarly
        PeriodUnknown
        TitleMissing
        DraftTooLong
        InvalidValues
        BadTable
        BadSheet
        UndecidableCondition
        TooLargeForPdf
        TooManyPages
    Broken
        ChainBroken
        NewerDatabase
        NoWorkingTime
        DraftAltered
        StateUnreadable
        TokenGone
        PdfNotMade

Refused: a rule says no. BadInput: what was sent has to be corrected. Broken: something stored or
set up cannot be relied on. `{name}` in a docstring is filled from the keyword arguments given to
the class; pages translate `template` and fill in `facts` themselves.
"""

from __future__ import annotations

from engine.errors.administering import (
    BadAnchor as BadAnchor,
    BadHours as BadHours,
    BadImport as BadImport,
    BadPeriod as BadPeriod,
    CapacityUnfit as CapacityUnfit,
    ChainBroken as ChainBroken,
    LastAdministrator as LastAdministrator,
    NewerDatabase as NewerDatabase,
    NoWorkingTime as NoWorkingTime,
    OldPasswordWrong as OldPasswordWrong,
    OwnAccount as OwnAccount,
    PasswordNeeded as PasswordNeeded,
    PasswordTooWeak as PasswordTooWeak,
    PostHeld as PostHeld,
    ProofPaused as ProofPaused,
    RealOffice as RealOffice,
    RoleUnfit as RoleUnfit,
    SignInPaused as SignInPaused,
    SignInRefused as SignInRefused,
)
from engine.errors.kinds import (
    AlreadyExists as AlreadyExists,
    AlurError as AlurError,
    BadInput as BadInput,
    BadName as BadName,
    Broken as Broken,
    CellProblem as CellProblem,
    FieldProblem as FieldProblem,
    LoginUnknown as LoginUnknown,
    NotAllowed as NotAllowed,
    NotFound as NotFound,
    Refused as Refused,
    RowProblem as RowProblem,
    StaleForm as StaleForm,
)
from engine.errors.revising import (
    BadBundle as BadBundle,
    BadCondition as BadCondition,
    BadPaper as BadPaper,
    BundleTooLarge as BundleTooLarge,
    DecisionLost as DecisionLost,
    DiagramTooLarge as DiagramTooLarge,
    DraftAltered as DraftAltered,
    DraftExists as DraftExists,
    EffectiveTooEarly as EffectiveTooEarly,
    EngineRefused as EngineRefused,
    FileTwice as FileTwice,
    KeyUnfit as KeyUnfit,
    LaneUsed as LaneUsed,
    LastRow as LastRow,
    MayUndo as MayUndo,
    NobodyReached as NobodyReached,
    NoBundle as NoBundle,
    NotADiagram as NotADiagram,
    NotEarlier as NotEarlier,
    NothingChanged as NothingChanged,
    NothingToDraw as NothingToDraw,
    OwnWork as OwnWork,
    RowNeeded as RowNeeded,
    RowsNotNeighbours as RowsNotNeighbours,
    UnderReview as UnderReview,
    VersionCame as VersionCame,
    WaySplits as WaySplits,
)
from engine.errors.working import (
    AlreadyDone as AlreadyDone,
    ArrangedByAnother as ArrangedByAnother,
    BadSheet as BadSheet,
    BadTable as BadTable,
    CopyNotYours as CopyNotYours,
    CopyOfItself as CopyOfItself,
    Crowded as Crowded,
    DecisionMissing as DecisionMissing,
    DecisionUnknown as DecisionUnknown,
    DraftTooLong as DraftTooLong,
    InstanceEnded as InstanceEnded,
    InvalidValues as InvalidValues,
    NoCopyOf as NoCopyOf,
    NotInForce as NotInForce,
    NotYours as NotYours,
    OnThatVersion as OnThatVersion,
    OutputMissing as OutputMissing,
    PaperChanged as PaperChanged,
    PdfNotMade as PdfNotMade,
    PeriodRunning as PeriodRunning,
    PeriodUnknown as PeriodUnknown,
    PlaceInBranch as PlaceInBranch,
    PlaceMissing as PlaceMissing,
    PlaceNeedless as PlaceNeedless,
    ReasonMissing as ReasonMissing,
    SameCopy as SameCopy,
    SeveralBranches as SeveralBranches,
    ShownChanged as ShownChanged,
    StateUnreadable as StateUnreadable,
    StepMoved as StepMoved,
    Superseded as Superseded,
    TableChanged as TableChanged,
    TakenByAnother as TakenByAnother,
    TitleMissing as TitleMissing,
    TokenGone as TokenGone,
    TooLargeForPdf as TooLargeForPdf,
    TooManyCopies as TooManyCopies,
    TooManyPages as TooManyPages,
    UndecidableCondition as UndecidableCondition,
)
